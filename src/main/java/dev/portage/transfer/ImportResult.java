package dev.portage.transfer;

import dev.portage.migration.Memberships;
import dev.portage.migration.Reason;
import dev.portage.migration.UserDecisions;
import dev.portage.migration.UserState;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What came of bringing one user over.
 *
 * @param what in one word, for the run's counts and the user's history
 * @param detail in words, without secrets
 */
record ImportResult(
        ImportWork work,
        What what,
        @Nullable Reason reason,
        @Nullable String detail,
        @Nullable String workosUserId) {

    static final String NOT_IN_METADATA = "not in metadata, because WorkOS takes no such value: ";

    /** What happened. */
    enum What {
        CREATED(UserState.IMPORTED),
        LINKED(UserState.LINKED),
        UPDATED(null),
        SKIPPED(UserState.SKIPPED),
        FAILED(UserState.FAILED);

        private final @Nullable UserState state;

        What(@Nullable UserState state) {
            this.state = state;
        }

        String slug() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    static ImportResult gone(ImportWork work, What what, String workosUserId, List<String> leftOut) {
        String detail = leftOut.isEmpty() ? null : NOT_IN_METADATA + String.join(", ", leftOut);
        return new ImportResult(work, what, null, detail, workosUserId);
    }

    static ImportResult skipped(ImportWork work, Reason reason, String detail) {
        return new ImportResult(work, What.SKIPPED, reason, detail, null);
    }

    /** Not sent for what is known of the user by now; a run decides again where that changes. */
    static ImportResult unwanted(ImportWork work, Reason reason) {
        return new ImportResult(work, What.SKIPPED, reason, null, null);
    }

    static ImportResult failed(ImportWork work, Reason reason, @Nullable String detail) {
        return new ImportResult(work, What.FAILED, reason, detail, null);
    }

    UUID migrationId() {
        return work.user().migrationId();
    }

    String sub() {
        return work.user().sub();
    }

    /** An update that fails leaves a user who went over before where it is: it is in WorkOS. The next run tries again. */
    UserState state() {
        UserState before = work.user().state();
        return before.over() || what.state == null ? before : what.state;
    }

    UserDecisions.Decision decision() {
        return new UserDecisions.Decision(
                sub(),
                state(),
                reason,
                detail,
                workosUserId,
                settled() ? work.user().digest() : null);
    }

    /** Whether runs leave the user alone from here on, as long as nothing of it changes. */
    private boolean settled() {
        return switch (what) {
            case FAILED -> !work.user().state().over();
            case SKIPPED -> reason != work.user().plannedReason();
            // Without its metadata it is not all there.
            case CREATED, LINKED, UPDATED -> work.keys().isPresent();
        };
    }

    /** The memberships that follow, for a user who is in WorkOS now. */
    Stream<Memberships.Wanted> memberships() {
        return workosUserId == null ? Stream.empty() : work.memberships().stream();
    }
}
