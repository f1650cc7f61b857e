package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Words;
import dev.portage.dashboard.users.UserLists;
import dev.portage.migration.PlannedOutcome;
import dev.portage.survey.Assessment;
import dev.portage.survey.Recommendation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment has found, as its page shows it.
 *
 * @param plan what an import would do with how many, and the way to them
 * @param resets when to ask whom for a new password
 * @param pool how the user pool is set up; null for a dump
 */
record Findings(
        String total,
        List<Planned> plan,
        String strategy,
        String strategyWords,
        List<String> reasons,
        List<String> setUpFirst,
        String resets,
        String amazonBill,
        List<Time> times,
        List<Breakdown> breakdowns,
        List<Misfit> misfits,
        List<Attribute> attributes,
        List<Group> groups,
        List<Provider> providers,
        @Nullable Pool pool,
        List<Client> clients) {

    private static final String ALL_FIT = "fits";

    /** @param tone the class in the style sheet; empty for nobody */
    record Planned(String slug, String label, String number, String tone, String href) {}

    /** How long a part takes at the present budget. */
    record Time(String what, String words) {}

    /** @param href to those whom it concerns; empty where there is no list of them */
    record Misfit(String kind, String title, String number, String href, String explanation, List<Example> examples) {}

    record Example(String who, String href) {}

    /** @param fits in words */
    record Attribute(String name, String users, String longest, String fits, String key) {}

    record Group(String name, String members, boolean madeByCognito) {}

    record Provider(String name, String type, String users, String inWorkOs) {}

    record Pool(String name, String factors, String firstFactors, String triggers, String signIn) {}

    record Client(String name, boolean confidential, String flows, String callbacks) {}

    /** Empty where nothing was found yet. */
    static Optional<Findings> of(UUID id, Assessment found) {
        Assessment.Users users = found.users();
        Assessment.Plan plan = found.plan();
        Recommendation advice = found.recommendation();
        Assessment.Durations durations = found.durations();
        if (users == null || plan == null || advice == null || durations == null) {
            return Optional.empty();
        }
        return Optional.of(new Findings(
                Words.count(users.total(), "user"),
                planned(id, plan),
                title(advice.strategy()),
                words(advice.strategy()),
                advice.reasons(),
                advice.setUpFirst(),
                Words.count(advice.resets().users(), "password reset") + ". "
                        + advice.resets().when(),
                advice.amazonBill(),
                times(durations),
                breakdowns(users),
                found.misfits().stream().map(misfit -> misfit(id, misfit)).toList(),
                found.attributes().stream().map(Findings::attribute).toList(),
                found.groups().stream()
                        .map(group -> new Group(group.name(), Words.number(group.members()), group.madeByCognito()))
                        .toList(),
                found.providers().stream()
                        .map(provider -> new Provider(
                                provider.name(),
                                provider.type(),
                                Words.number(provider.users()),
                                provider.workosProvider() == null ? "nothing of the kind" : provider.workosProvider()))
                        .toList(),
                pool(found.pool()),
                found.appClients().stream()
                        .map(client -> new Client(
                                client.name(),
                                client.confidential(),
                                all(client.authFlows()),
                                all(client.callbackUrls())))
                        .toList()));
    }

    private static List<Planned> planned(UUID id, Assessment.Plan plan) {
        List<Planned> planned = new ArrayList<>();
        planned.add(one(id, "import", "Created in WorkOS", plan.wouldImport(), "tone-good", "wouldImport"));
        planned.add(one(id, "link", "Linked to an account", plan.wouldLink(), "tone-good", "wouldLink"));
        planned.add(one(id, "update", "Brought up to date", plan.wouldUpdate(), "tone-good", "wouldUpdate"));
        plan.wouldSkip()
                .forEach((reason, number) -> planned.add(one(
                        id,
                        "skip-" + reason,
                        "Left out: " + Kinds.title(reason).toLowerCase(java.util.Locale.ROOT),
                        number,
                        "tone-warning",
                        PlannedOutcome.wouldSkip(reason).text())));
        return planned;
    }

    private static Planned one(UUID id, String slug, String label, long number, String tone, String outcome) {
        return new Planned(
                "plan-" + slug, label, Words.number(number), number == 0 ? "" : tone, UserLists.planned(id, outcome));
    }

    private static String title(Recommendation.Strategy strategy) {
        return switch (strategy) {
            case BULK -> "Import everybody at once";
            case JUST_IN_TIME -> "Move users as they sign in";
            case BOTH -> "Import everybody, and carry passwords over at sign-in";
        };
    }

    private static String words(Recommendation.Strategy strategy) {
        return switch (strategy) {
            case BULK -> "Who had a password is asked for a new one.";
            case JUST_IN_TIME -> "Each goes over at the next sign-in, with the password.";
            case BOTH -> "Who signs in before being asked for a new password keeps the old one.";
        };
    }

    private static List<Time> times(Assessment.Durations durations) {
        return List.of(
                time("Reading the source", durations.discoverySeconds()),
                time("Importing users", durations.importSeconds()),
                time("Memberships of organizations", durations.membershipsSeconds()),
                time("Mailing password resets", durations.resetsSeconds()));
    }

    private static Time time(String what, long seconds) {
        return new Time(what, seconds == 0 ? "nothing to do" : "about " + Words.duration(Duration.ofSeconds(seconds)));
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

    private static @Nullable Pool pool(Assessment.@Nullable Pool pool) {
        if (pool == null) {
            return null;
        }
        return new Pool(
                pool.name(),
                pool.mfa(),
                all(pool.firstFactors())
                        + (pool.passkeys() ? "; which users have a passkey Cognito does not list" : "")
                        + (pool.passwordless() ? "; nobody has a password to move or to reset" : ""),
                all(pool.lambdaTriggers()),
                all(pool.signInAttributes()));
    }

    private static String all(List<String> names) {
        return names.isEmpty() ? "none" : String.join(", ", names);
    }
}
