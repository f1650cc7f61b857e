package dev.portage.verification;

import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One look at everything after the move; its id is also its lane in the queue.
 *
 * @param place where the phase stands, in its own words; null at its beginning
 * @param placeAt when it came there
 * @param restarts how often the phase had to begin anew
 * @param accounts that WorkOS has listed
 * @param strangers of these, how many meet nobody of the migration
 * @param poolUsers that Cognito has listed
 * @param signUps of these, how many have no row here
 * @param changed of these, how many are others than when they were settled
 * @param testEmail to whom one password reset is to be sent; null for nobody
 * @param mailIntendedAt when it was about to be sent: from then on it may have been
 */
record Verification(
        UUID id,
        UUID migrationId,
        State state,
        Phase phase,
        @Nullable String place,
        @Nullable Instant placeAt,
        int restarts,
        long accounts,
        long strangers,
        long poolUsers,
        long signUps,
        long changed,
        @Nullable String testEmail,
        @Nullable Instant mailIntendedAt,
        Instant startedAt,
        @Nullable Instant finishedAt) {

    /** Whether it is under way. */
    @Schema(name = "VerificationState")
    public enum State {
        RUNNING,
        DONE
    }

    /** What it is at, in this order. */
    enum Phase {
        /** WorkOS's accounts are being listed. */
        ACCOUNTS,
        /** The members of organizations are being listed. */
        MEMBERS,
        /** The user pool is being listed. */
        POOL,
        /** One mail is being sent. */
        MAIL,
        /** What was listed is compared with the rows. */
        COMPARE,
        /** What was listed is being forgotten. */
        FORGET
    }
}
