package dev.portage.survey;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * Which way to go, and why, in words.
 *
 * @param setUpFirst what to do before anybody is moved
 * @param resets when to ask whom for a new password
 * @param amazonBill what the migration does to it
 */
public record Recommendation(
        Strategy strategy, List<String> reasons, List<String> setUpFirst, Resets resets, String amazonBill) {

    /** Which way. */
    public enum Strategy {
        /** Everybody is imported at once, and asked for a new password. */
        BULK,
        /** Each goes over at the next sign-in, with the password. */
        JUST_IN_TIME,
        /** Everybody is imported; who signs in before being asked keeps the password. */
        BOTH
    }

    /**
     * Who is to set a new password, and when to ask for it.
     *
     * @param users who have no sign-in but a password, which Cognito does not hand out
     */
    @Schema(name = "RecommendedResets")
    public record Resets(long users, String when) {}

    /**
     * What the recommendation rests on.
     *
     * @param passwords users who sign in with a password, alone or beside a provider
     * @param live whether there is a user pool that can prove a password
     */
    record Facts(
            long total,
            long passwords,
            long resets,
            boolean live,
            boolean passwordless,
            boolean mfa,
            List<String> providers,
            List<String> groups,
            List<String> triggers,
            long unmapped) {}

    private static final long SMALL = 1_000;
    private static final long LARGE = 10_000;
    private static final long MANAGED = 200_000;

    static Recommendation of(Facts facts) {
        Strategy strategy = strategy(facts);
        return new Recommendation(
                strategy, reasons(facts, strategy), setUpFirst(facts, strategy), resets(facts, strategy), """
                Sign-ins at Cognito and AdminGetUser make a user active in that month, and Amazon bills active users; \
                listing users does not. So importing costs nothing there, just-in-time sign-in one sign-in for each \
                user, which they would have made anyway, and asking for second factors every user once.""");
    }

    /** The usual rule by size, for passwords that somebody can still prove. */
    private static Strategy strategy(Facts facts) {
        if (!facts.live() || facts.passwordless() || facts.passwords() == 0 || facts.total() < SMALL) {
            return Strategy.BULK;
        }
        return facts.total() <= LARGE ? Strategy.JUST_IN_TIME : Strategy.BOTH;
    }

    private static List<String> reasons(Facts facts, Strategy strategy) {
        List<String> reasons = new ArrayList<>();
        reasons.add(bySize(facts.total()));
        if (!facts.live()) {
            reasons.add("The source is a dump: there is no user pool at hand that could prove a password at sign-in.");
        } else if (facts.passwordless() || facts.passwords() == 0) {
            reasons.add("Nobody signs in with a password, so there is none to carry over at sign-in.");
        } else {
            reasons.add(
                    "%,d users sign in with a password. Cognito hands no password out, so each is either proven at the next sign-in, or set anew."
                            .formatted(facts.passwords()));
        }
        if (strategy == Strategy.JUST_IN_TIME) {
            reasons.add("Who has not signed in when Cognito is to be switched off is imported then.");
        }
        if (!facts.providers().isEmpty()) {
            reasons.add(
                    "Users come from %s: set these up in WorkOS first, and their users sign in there without any new password."
                            .formatted(String.join(", ", facts.providers())));
        }
        if (facts.total() > MANAGED) {
            reasons.add("WorkOS's support wants to hear of a migration of more than 200,000 users beforehand.");
        }
        return List.copyOf(reasons);
    }

    private static String bySize(long users) {
        String count = "%,d users: ".formatted(users);
        if (users < SMALL) {
            return count + "fewer than 1,000 are imported in bulk within minutes.";
        }
        return users <= LARGE
                ? count + "from 1,000 to 10,000 are best moved incrementally, at sign-in."
                : count
                        + "more than 10,000 need batch tooling, which Portage is: import them, and let sign-in bring over the passwords.";
    }

    private static List<String> setUpFirst(Facts facts, Strategy strategy) {
        List<String> steps = new ArrayList<>();
        steps.add("Let the preflight pass (GET /preflight).");
        facts.providers()
                .forEach(
                        provider -> steps.add(
                                "Set up " + provider
                                        + " in WorkOS with the client id and secret that Cognito uses, and add WorkOS's redirect URI at the provider."));
        if (!facts.groups().isEmpty()) {
            steps.add(
                    "Make an organization and roles in WorkOS for the groups that mean something (%s), and name them in the option groups."
                            .formatted(some(facts.groups())));
        }
        if (facts.unmapped() > 0) {
            steps.add(
                    "Choose with the option attributes which custom attributes become metadata: %,d do not. All of them stay readable here (GET /users/{workosUserId}/attributes)."
                            .formatted(facts.unmapped()));
        }
        if (!facts.triggers().isEmpty()) {
            steps.add("See what the pool's Lambda triggers do for the application (%s): WorkOS does not run them."
                    .formatted(String.join(", ", facts.triggers())));
        }
        if (facts.mfa()) {
            steps.add("Prepare users for setting up their second factor again: Cognito hands none out.");
        }
        if (strategy != Strategy.BULK) {
            steps.add(
                    "Let the application sign its users in through Portage (POST /sign-in), with an app client of the pool that allows ADMIN_USER_PASSWORD_AUTH.");
        }
        return List.copyOf(steps);
    }

    private static String some(List<String> names) {
        int shown = Math.min(5, names.size());
        return String.join(", ", names.subList(0, shown)) + (names.size() > shown ? ", …" : "");
    }

    private static Resets resets(Facts facts, Strategy strategy) {
        if (facts.resets() == 0 || facts.passwordless()) {
            return new Resets(0, "Nobody needs one.");
        }
        return new Resets(
                facts.resets(),
                switch (strategy) {
                    case BULK -> "When the application signs in through WorkOS: a few users first, then everybody.";
                    case JUST_IN_TIME, BOTH ->
                        "Some weeks after sign-in goes through Portage, and only to those who have not signed in since.";
                });
    }
}
