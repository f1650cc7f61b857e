package dev.portage.reset;

import dev.portage.calls.SignedPosts;
import dev.portage.migration.ConflictException;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.reset.ResetResult.Ending;
import dev.portage.workos.Outcome;
import dev.portage.workos.PasswordResets;
import dev.portage.workos.ResetAnswer;
import dev.portage.workos.ResetLink;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Has one mail sent. Its intent is committed before the call and taken back only where the call certainly did nothing;
 * so a mail whose row has an intent when its job comes up is one that a lost replica may have sent, and is not sent.
 */
@ApplicationScoped
class ResetHandler implements JobHandler<ResetWork, ResetResult> {
    /** Has WorkOS mail one user; its subject is the reset's id, its lane the campaign. */
    static final JobKind KIND = new JobKind("password-reset", Draw.WORKOS_WRITE);

    private static final Logger LOG = Logger.getLogger(ResetHandler.class);

    private static final int SERVER_ERROR = 500;
    private static final int NOT_AVAILABLE = 503;
    private static final String UNAVAILABLE = "workos-unavailable";
    private static final String OFF = "email_password_auth_disabled";
    private static final String NOT_ALLOWED = "password_reset_not_allowed";

    private final SendingResets resets;
    private final WorkOsGateway accounts;
    private final PasswordResets workos;
    private final CallbackSettings callbackSettings;
    private final Callback callback;
    private final ResetRecorder recorder;

    ResetHandler(
            SendingResets resets,
            WorkOsGateway accounts,
            PasswordResets workos,
            CallbackSettings callbackSettings,
            Callback callback,
            ResetRecorder recorder) {
        this.resets = resets;
        this.accounts = accounts;
        this.workos = workos;
        this.callbackSettings = callbackSettings;
        this.callback = callback;
        this.recorder = recorder;
    }

    @Override
    public JobKind kind() {
        return KIND;
    }

    @Override
    public Map<String, ResetWork> load(UUID lane, Collection<String> subjects) {
        return resets.load(lane, subjects);
    }

    @Override
    public Verdict<ResetResult> handle(Job job, ResetWork work, Turn turn) throws InterruptedException {
        Reset reset = work.reset();
        if (reset.intentAt() != null) {
            return done(reset, new Ending.Uncertain());
        }
        Optional<ResetReason> obstacle = work.obstacle();
        if (obstacle.isPresent()) {
            return done(reset, ResetResult.failed(obstacle.get()));
        }
        if (work.needless()) {
            return done(reset, new Ending.Needless());
        }
        if (work.delivery() == Delivery.CALLBACK) {
            try {
                callbackSettings.read();
            } catch (ConflictException e) {
                return new Verdict.Halt<>(e.detail());
            }
        }
        // WorkOS is asked for a reset by address: by the account's own, which may be another than Cognito's by now.
        Outcome<WorkOsUser> account = accounts.user(reset.workosUserId(), turn);
        return switch (account) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) -> intend(work, user.email(), turn);
            case Outcome.NotFound<WorkOsUser> ignored -> done(reset, ResetResult.failed(ResetReason.UNKNOWN_USER));
            case Outcome.Throttled<WorkOsUser> ignored -> new Verdict.Postpone<>(Duration.ZERO, "workos-throttled");
            case Outcome.Unauthorized<WorkOsUser>(String why) -> new Verdict.Halt<>(why);
            default -> new Verdict.Retry<>(UNAVAILABLE);
        };
    }

    private Verdict<ResetResult> intend(ResetWork work, String email, Turn turn) throws InterruptedException {
        Reset reset = work.reset();
        return switch (QuarkusTransaction.requiringNew().call(() -> resets.intend(reset.id(), email))) {
            case SendingResets.Intent.TooSoon(Duration delay) -> new Verdict.Postpone<>(delay, "three-mails-a-minute");
            case SendingResets.Intent.Taken() -> done(reset, new Ending.Nothing());
            case SendingResets.Intent.Committed() -> send(work, email, turn);
        };
    }

    private Verdict<ResetResult> send(ResetWork work, String email, Turn turn) throws InterruptedException {
        Reset reset = work.reset();
        ResetAnswer answer;
        try {
            answer = workos.request(email, turn);
        } catch (InterruptedException | BudgetExhausted e) {
            // Both come before the call.
            withdraw(reset);
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.errorf("A password reset ended in %s: whether a mail went out is not known", e.getClass());
            return done(reset, new Ending.Uncertain());
        }
        return switch (answer) {
            case ResetAnswer.Made(String resetId, String userId, Optional<ResetLink> link) ->
                work.delivery() == Delivery.WORKOS
                        ? done(reset, new Ending.Sent(resetId, stranger(reset, userId)))
                        : done(reset, handOver(reset, email, resetId, userId, link));
            case ResetAnswer.Refused(String code) -> done(reset, refused(code));
            case ResetAnswer.UnknownUser() -> done(reset, ResetResult.failed(ResetReason.UNKNOWN_USER));
            case ResetAnswer.QuotaSpent() -> done(reset, new Ending.PutOff());
            case ResetAnswer.Unknown ignored -> done(reset, new Ending.Uncertain());
            case ResetAnswer.Throttled(Duration wait) ->
                withdrawn(reset, new Verdict.Postpone<>(wait, "workos-throttled"));
            case ResetAnswer.NotSent ignored -> withdrawn(reset, new Verdict.Retry<>(UNAVAILABLE));
            case ResetAnswer.Unauthorized(String why) -> withdrawn(reset, new Verdict.Halt<>(why));
        };
    }

    private static Ending refused(String code) {
        return switch (code) {
            case OFF -> new Ending.FailedForAll(ResetReason.PASSWORD_SIGN_IN_OFF);
            case NOT_ALLOWED -> ResetResult.failed(ResetReason.RESET_NOT_ALLOWED);
            default -> new Ending.Failed(ResetReason.MAIL_REFUSED, ResetReason.MAIL_REFUSED.remedy() + ": " + code);
        };
    }

    private Ending handOver(
            Reset reset, String email, @Nullable String resetId, @Nullable String userId, Optional<ResetLink> link)
            throws InterruptedException {
        if (link.isEmpty()) {
            return ResetResult.failed(ResetReason.CALLBACK_WITHOUT_LINK);
        }
        if (stranger(reset, userId) != null) {
            return ResetResult.failed(ResetReason.UNKNOWN_USER);
        }
        return switch (callback.handOver(reset, email, link.get())) {
            case SignedPosts.Ending.Taken() -> new Ending.Sent(resetId, null);
            case SignedPosts.Ending.Unreachable ignored -> ResetResult.failed(ResetReason.CALLBACK_UNREACHABLE);
            case SignedPosts.Ending.Unknown ignored -> new Ending.Uncertain();
            // A gateway's, behind which the sender may have done its work.
            case SignedPosts.Ending.Refused(int status)
            when status > SERVER_ERROR && status != NOT_AVAILABLE -> new Ending.Uncertain();
            case SignedPosts.Ending.Refused(int status) ->
                new Ending.Failed(
                        ResetReason.CALLBACK_REFUSED,
                        ResetReason.CALLBACK_REFUSED.remedy() + " (it answered " + status + ")");
        };
    }

    /** WorkOS finds the user by the address, which may have passed to another since. */
    private static @Nullable String stranger(Reset reset, @Nullable String userId) {
        return userId == null || Objects.equals(userId, reset.workosUserId())
                ? null
                : "The address belongs to WorkOS user " + userId + " now, who got the mail";
    }

    private Verdict<ResetResult> withdrawn(Reset reset, Verdict<ResetResult> verdict) {
        withdraw(reset);
        return verdict;
    }

    private void withdraw(Reset reset) {
        QuarkusTransaction.requiringNew().run(() -> resets.withdraw(reset.id()));
    }

    private static Verdict<ResetResult> done(Reset reset, Ending ending) {
        return new Verdict.Done<>(new ResetResult(reset, ending));
    }

    @Override
    public void record(List<Result<ResetResult>> results) {
        recorder.record(results.stream().map(Result::value).toList());
    }

    /** Only where it was WorkOS that was never reached it is certain that no mail went out. */
    @Override
    public ResetResult exhausted(Job job, ResetWork work, String why) {
        return new ResetResult(
                work.reset(),
                why.equals(UNAVAILABLE) ? ResetResult.failed(ResetReason.WORKOS_UNAVAILABLE) : new Ending.Uncertain());
    }

    @Override
    public void halted(UUID lane, String why) {
        recorder.pause(lane, why);
    }
}
