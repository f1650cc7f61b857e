package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Words;
import dev.portage.dashboard.users.UserLists;
import dev.portage.migration.PlannedOutcome;
import dev.portage.survey.Assessment;
import dev.portage.survey.Recommendation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

/**
 * What an import would do, and what an operator is advised to do.
 *
 * @param plan what an import would do with how many, and the way to them
 * @param resets when to ask whom for a new password
 */
record Advice(
        List<Planned> plan,
        String strategy,
        String strategyWords,
        List<String> reasons,
        List<String> setUpFirst,
        String resets,
        String amazonBill,
        List<Time> times) {

    /** @param tone the class in the style sheet; empty for nobody */
    record Planned(String slug, String label, String number, String tone, String href) {}

    /** How long a part takes at the present budget. */
    record Time(String what, String words) {}

    /** Empty where nothing is worked out yet. */
    static Optional<Advice> of(UUID id, Assessment found) {
        Assessment.Plan plan = found.plan();
        Recommendation advice = found.recommendation();
        Assessment.Durations durations = found.durations();
        if (plan == null || advice == null || durations == null) {
            return Optional.empty();
        }
        return Optional.of(new Advice(
                planned(id, plan),
                title(advice.strategy()),
                words(advice.strategy()),
                advice.reasons(),
                advice.setUpFirst(),
                Words.count(advice.resets().users(), "password reset") + ". "
                        + advice.resets().when(),
                advice.amazonBill(),
                times(durations)));
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
                        "Left out: " + Kinds.title(reason).toLowerCase(Locale.ROOT),
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
}
