package dev.portage.reset;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whom a campaign is for. */
public sealed interface ResetAudience {

    /**
     * Migrated users with a native Cognito sign-in, in a pool that has passwords, and no password in WorkOS that is known of.
     */
    record WithoutPassword() implements ResetAudience {}

    /** The same, and those who have set a password in WorkOS by themselves; nobody whose password was carried over. */
    record All() implements ResetAudience {}

    /** A few of those without a password, to try it with: confirmed and enabled ones first. */
    record Canary(int count) implements ResetAudience {}

    /** The users with these addresses. */
    record Emails(List<String> emails) implements ResetAudience {
        public Emails {
            emails = List.copyOf(emails);
        }
    }

    /** Who was sent a mail before this time, none since, and has not set a password. */
    record NotCompleted(Instant sentBefore) implements ResetAudience {
        /** About how long the link of a mail lives. */
        public static final Duration LINK = Duration.ofHours(1);

        /** Those whose link has died. */
        public static NotCompleted of(Instant now) {
            return new NotCompleted(now.minus(LINK));
        }
    }

    /** One user, by an operator who knows why. */
    record OneUser(String sub) implements ResetAudience {}

    /** The name that the contract and the database use. */
    @Schema(name = "ResetAudience")
    enum Kind {
        WITHOUT_PASSWORD,
        ALL,
        CANARY,
        EMAILS,
        NOT_COMPLETED,
        USER;

        /** Whether it is for everybody, so that a canary should come first. */
        public boolean everybody() {
            return this == WITHOUT_PASSWORD || this == ALL;
        }

        /** Whether it matters who has set a password by themselves meanwhile. */
        boolean needsNews() {
            return this != EMAILS && this != USER;
        }

        /** Whether the people are few enough to be written down at once. */
        boolean small() {
            return this == CANARY || this == EMAILS || this == USER;
        }
    }

    default Kind kind() {
        return switch (this) {
            case WithoutPassword() -> Kind.WITHOUT_PASSWORD;
            case All() -> Kind.ALL;
            case Canary ignored -> Kind.CANARY;
            case Emails ignored -> Kind.EMAILS;
            case NotCompleted ignored -> Kind.NOT_COMPLETED;
            case OneUser ignored -> Kind.USER;
        };
    }
}
