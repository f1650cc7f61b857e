package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Words;
import dev.portage.dashboard.users.UserLists;
import dev.portage.migration.PlannedOutcome;
import dev.portage.survey.Assessment;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What an assessment has found, as its page shows it. */
record Findings(
        String total,
        Advice advice,
        List<Breakdown> breakdowns,
        List<Misfit> misfits,
        List<Attribute> attributes,
        SetUp setUp) {

    private static final String ALL_FIT = "fits";

    /** @param href to those whom it concerns; empty where there is no list of them */
    record Misfit(String kind, String title, String number, String href, String explanation, List<Example> examples) {}

    record Example(String who, String href) {}

    /** @param fits in words */
    record Attribute(String name, String users, String longest, String fits, String key) {}

    /** Empty where nothing was found yet. */
    static Optional<Findings> of(UUID id, Assessment found) {
        Assessment.Users users = found.users();
        if (users == null) {
            return Optional.empty();
        }
        return Advice.of(id, found)
                .map(advice -> new Findings(
                        Words.count(users.total(), "user"),
                        advice,
                        breakdowns(users),
                        found.misfits().stream()
                                .map(misfit -> misfit(id, misfit))
                                .toList(),
                        found.attributes().stream().map(Findings::attribute).toList(),
                        SetUp.of(found)));
    }

    private static List<Breakdown> breakdowns(Assessment.Users users) {
        Map<String, Long> emails = new LinkedHashMap<>();
        emails.put("verified", users.verified());
        emails.put("not verified", users.unverified());
        emails.put("no address", users.withoutEmail());
        Map<String, Long> enabled = new LinkedHashMap<>();
        enabled.put("enabled", users.enabled());
        enabled.put("disabled", users.disabled());
        List<Breakdown> breakdowns = new ArrayList<>();
        breakdowns.add(Breakdown.of("method", "How they sign in", users.byMethod(), users.total()));
        breakdowns.add(Breakdown.of("status", "Status in Cognito", users.byStatus(), users.total()));
        breakdowns.add(Breakdown.of("email", "E-mail address", emails, users.total()));
        breakdowns.add(Breakdown.of("enabled", "Enabled", enabled, users.total()));
        Breakdown domains = Breakdown.of("domain", "E-mail domain", users.byDomain(), users.total());
        breakdowns.add(
                users.domains() > domains.shares().size()
                        ? domains.withRest("of " + Words.count(users.domains(), "domain") + " in all")
                        : domains);
        Map<String, Long> factors = users.byFactor();
        if (factors != null) {
            breakdowns.add(Breakdown.of("factor", "Second factor", factors, users.total()));
        }
        return breakdowns;
    }

    private static Misfit misfit(UUID id, Assessment.Misfit misfit) {
        return new Misfit(
                misfit.kind(),
                Kinds.title(misfit.kind()),
                Words.number(misfit.users()),
                Kinds.keepsOut(misfit.kind())
                        ? UserLists.planned(
                                id, PlannedOutcome.wouldSkip(misfit.kind()).text())
                        : "",
                misfit.explanation(),
                misfit.examples().stream()
                        .map(example -> new Example(
                                example.email() == null ? example.username() : example.email(),
                                UserLists.one(id, example.sub())))
                        .toList());
    }

    private static Attribute attribute(Assessment.Attribute attribute) {
        String key = attribute.metadataKey();
        return new Attribute(
                attribute.name(),
                Words.number(attribute.users()),
                Words.number(attribute.longest()),
                attribute.fits() ? ALL_FIT : "not every value fits",
                key == null ? "kept in Portage only" : key);
    }
}
