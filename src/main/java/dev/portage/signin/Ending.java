package dev.portage.signin;

import dev.portage.migration.SignInOutcome;
import dev.portage.workos.Authentication;
import dev.portage.workos.Session;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How a sign-in ended: what the caller is told, and what operators see.
 *
 * @param detail for operators: in words, without secrets and addresses
 * @param user who is in, as WorkOS has it; null for anybody else
 */
record Ending(
        SignInAnswer answer,
        SignInOutcome outcome,
        @Nullable String detail,
        @Nullable UUID migrationId,
        @Nullable String sub,
        @Nullable String workosUserId,
        Session.@Nullable User user) {

    /** How soon it makes sense to try again what failed at the other side. */
    static final Duration SOON = Duration.ofSeconds(5);

    static Ending of(SignInAnswer answer, SignInOutcome outcome) {
        return new Ending(answer, outcome, null, null, null, null, null);
    }

    static Ending signedIn(SignInAnswer.SignedIn answer, SignInOutcome outcome) {
        Session.User user = answer.session().user();
        return new Ending(answer, outcome, null, null, null, user.id(), user);
    }

    static Ending stepUp(Authentication.StepUp step) {
        return of(new SignInAnswer.StepUp(step, SignInAnswer.Source.WORKOS, false, false), SignInOutcome.STEP_UP)
                .because(step.code());
    }

    static Ending refused(SignInOutcome outcome) {
        return of(new SignInAnswer.Refused(), outcome);
    }

    static Ending resetNeeded(SignInOutcome outcome) {
        return of(new SignInAnswer.ResetNeeded(false), outcome);
    }

    static Ending unavailable(SignInOutcome outcome) {
        return of(new SignInAnswer.Unavailable(SOON), outcome);
    }

    Ending because(@Nullable String why) {
        return new Ending(answer, outcome, why, migrationId, sub, workosUserId, user);
    }

    /** Of a user of this migration. */
    Ending about(UUID migration, @Nullable String who, @Nullable String inWorkOs) {
        return new Ending(answer, outcome, detail, migration, who, inWorkOs == null ? workosUserId : inWorkOs, user);
    }

    /** The same, where it is not known already whose it is. */
    Ending orAbout(UUID migration, @Nullable String who, @Nullable String inWorkOs) {
        return migrationId == null ? about(migration, who, inWorkOs) : this;
    }
}
