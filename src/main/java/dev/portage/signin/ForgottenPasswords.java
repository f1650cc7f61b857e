package dev.portage.signin;

import dev.portage.cognito.UserPools;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Eligibility;
import dev.portage.migration.EndUser;
import dev.portage.migration.Reason;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SignIns;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.Mapping;
import dev.portage.workos.PasswordResets;
import dev.portage.workos.ResetAnswer;
import dev.portage.workos.ResetLimit;
import dev.portage.workos.WorkOsUser;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * The sign-in page's "forgot password". Everything happens after the answer, which so takes as long for everybody: a user
 * of WorkOS is sent WorkOS's mail; one who is only in Cognito is created first, by the mapping of an import.
 */
@ApplicationScoped
public class ForgottenPasswords {
    private static final Logger LOG = Logger.getLogger(ForgottenPasswords.class);
    private static final int AT_ONCE = 64;
    private static final Duration LAST_ONES = Duration.ofSeconds(10);

    /** Of users who share an address, the one whom an import would send. */
    private static final Comparator<CognitoUser> WHO_GOES_OVER = Comparator.comparing(
                    (CognitoUser user) -> !user.enabled())
            .thenComparing(user -> user.federatedOnly() || !user.status().equals("CONFIRMED"))
            .thenComparing(CognitoUser::federatedOnly)
            .thenComparing(user -> !user.emailVerified())
            .thenComparing(CognitoUser::sub);

    private final Semaphore free = new Semaphore(AT_ONCE);
    private final Tries tries;
    private final FrontDoor door;
    private final Origins origins;
    private final SourceUsers users;
    private final PoolLookup lookup;
    private final Arrivals arrivals;
    private final Accounts accounts;
    private final PasswordResets resets;
    private final ResetLimit limit;
    private final RateBudget budget;
    private final SignInLog log;

    ForgottenPasswords(
            Tries tries,
            FrontDoor door,
            Origins origins,
            SourceUsers users,
            PoolLookup lookup,
            Arrivals arrivals,
            Accounts accounts,
            PasswordResets resets,
            ResetLimit limit,
            RateBudget budget,
            SignInLog log) {
        this.tries = tries;
        this.door = door;
        this.origins = origins;
        this.users = users;
        this.lookup = lookup;
        this.arrivals = arrivals;
        this.accounts = accounts;
        this.resets = resets;
        this.limit = limit;
        this.budget = budget;
        this.log = log;
    }

    /** Has a mail sent to whoever has an account with this address; returns at once, whether anybody has. */
    public void send(String email, EndUser from) {
        boolean limited = tries.take(door.resetLimits(), email, from).isPresent();
        if (limited || !free.tryAcquire()) {
            log.add(SignIns.Kind.PASSWORD_RESET, email, notSent("too many resets were asked for"));
            return;
        }
        Thread.ofPlatform().daemon().name("portage-password-reset").start(() -> {
            try {
                log.add(SignIns.Kind.PASSWORD_RESET, email, attempt(email));
            } finally {
                free.release();
            }
        });
    }

    private Ending attempt(String email) {
        try {
            return ask(email, budget.personal());
        } catch (BudgetExhausted e) {
            return notSent("the budget for calls to WorkOS is spent");
        } catch (InterruptedException e) {
            return notSent("the service stopped");
        } catch (RuntimeException e) {
            // The message may quote a row.
            LOG.errorf("A password reset failed: %s", e.getClass().getName());
            return notSent("internal error: the service's log says more");
        }
    }

    private Ending ask(String email, Turn turn) throws InterruptedException {
        Optional<Origin> origin = origins.current();
        Optional<SourceUser> row = origin.flatMap(
                from -> users.withEmail(from.migrationId(), email).stream().findFirst());
        Ending ending =
                row.flatMap(known -> obstacle(known, origin.orElseThrow())).orElse(null);
        if (ending == null) {
            ending = request(email, SignInOutcome.RESET_SENT, turn);
            if (ending.outcome() == SignInOutcome.UNKNOWN_USER) {
                ending = origin.isEmpty() ? notSent("no such user") : bring(origin.get(), email, row, turn);
            }
        }
        return origin.isEmpty()
                ? ending
                : ending.about(
                        origin.get().migrationId(),
                        row.map(SourceUser::sub).orElse(ending.sub()),
                        row.map(SourceUser::workosUserId).orElse(null));
    }

    /** Who is disabled in Cognito gets no mail, though WorkOS knows no such state. */
    private static Optional<Ending> obstacle(SourceUser known, Origin origin) {
        return Eligibility.reasonToSkip(known.cognito(), origin.options())
                .filter(reason -> reason == Reason.DISABLED)
                .map(reason -> notSent(reason.slug()));
    }

    private Ending request(String email, SignInOutcome sent, Turn turn) throws InterruptedException {
        if (limit.take(email).isPresent()) {
            return notSent("WorkOS takes three resets a minute for one address, a campaign's included");
        }
        ResetAnswer answer = resets.request(email, turn);
        return switch (answer) {
            case ResetAnswer.Made ignored -> Ending.of(new SignInAnswer.ResetNeeded(false), sent);
            case ResetAnswer.UnknownUser() -> Ending.refused(SignInOutcome.UNKNOWN_USER);
            case ResetAnswer.Refused(String code) -> notSent("WorkOS refused: " + code);
            case ResetAnswer.QuotaSpent() -> notSent("WorkOS's daily quota of mails is spent");
            case ResetAnswer.Throttled ignored -> notSent("WorkOS answers 429");
            case ResetAnswer.Unauthorized(String why) -> notSent(why);
            case ResetAnswer.NotSent(String why) -> notSent(why);
            case ResetAnswer.Unknown(String why) -> notSent("perhaps: " + why);
        };
    }

    /** WorkOS does not know the address. */
    private Ending bring(Origin origin, String email, Optional<SourceUser> row, Turn turn) throws InterruptedException {
        PoolLookup.Found found = row.isPresent()
                ? lookup.find(origin.pool(), UserPools.Attribute.SUB, row.get().sub(), turn)
                : byEmail(origin, email, turn);
        return switch (found) {
            case PoolLookup.Found.Failed(SignInOutcome outcome, String why) -> notSent(outcome.slug() + ": " + why);
            case PoolLookup.Found.Users(List<CognitoUser> listed) -> {
                Optional<CognitoUser> user = listed.stream().min(WHO_GOES_OVER);
                yield user.isEmpty() ? notSent("no such user") : bring(origin, user.get(), turn);
            }
        };
    }

    /** Cognito compares with regard to case: the address is looked for as it was typed, and in lower case. */
    private PoolLookup.Found byEmail(Origin origin, String email, Turn turn) throws InterruptedException {
        PoolLookup.Found typed = lookup.find(origin.pool(), UserPools.Attribute.EMAIL, email, turn);
        String lower = email.toLowerCase(Locale.ROOT);
        return typed instanceof PoolLookup.Found.Users(List<CognitoUser> none) && none.isEmpty() && !lower.equals(email)
                ? lookup.find(origin.pool(), UserPools.Attribute.EMAIL, lower, turn)
                : typed;
    }

    private Ending bring(Origin origin, CognitoUser user, Turn turn) throws InterruptedException {
        Optional<Reason> reason = notToBeBrought(origin, user);
        if (reason.isPresent()) {
            return notSent(reason.get().slug()).about(origin.migrationId(), user.sub(), null);
        }
        Optional<Mapping> mapping = arrivals.expect(origin, user);
        if (mapping.isEmpty()) {
            return notSent("the migration has been erased meanwhile");
        }
        Optional<SourceUser> gone = users.find(origin.migrationId(), user.sub())
                .filter(row -> row.state().over());
        // Who has gone over is not created again: deleted in WorkOS since, or there under another address.
        Accounts.Account account = gone.isPresent()
                ? accounts.find(origin, user, mapping.get(), turn)
                : accounts.create(origin, user, mapping.get(), turn);
        Ending ending = switch (account) {
            case Accounts.Account.There(WorkOsUser there, Arrivals.How ignored)
            when gone.filter(row -> !there.id().equals(row.workosUserId())).isPresent() ->
                notSent("deleted in WorkOS since; the address is another account's: " + there.id());
            case Accounts.Account.There(WorkOsUser there, Arrivals.How how) -> {
                arrivals.withoutPassword(origin, user.sub(), there.id(), how, turn);
                yield request(there.email(), SignInOutcome.RESET_SENT_TO_NEW_USER, turn);
            }
            case Accounts.Account.NotOurs(Reason why, String id) -> notSent(why.slug() + ": " + id);
            case Accounts.Account.Failed(Ending failed) ->
                notSent(failed.outcome().slug());
        };
        return ending.about(origin.migrationId(), user.sub(), null);
    }

    private Optional<Reason> notToBeBrought(Origin origin, CognitoUser user) {
        return Eligibility.reasonToSkip(user, origin.options())
                .or(() -> users.find(origin.migrationId(), user.sub())
                        .map(SourceUser::plannedReason)
                        .filter(reason -> reason == Reason.DUPLICATE_EMAIL));
    }

    private static Ending notSent(String why) {
        return Ending.refused(SignInOutcome.RESET_NOT_SENT).because(why);
    }

    /** Those that are under way are let finish. */
    void stop(@Observes @Priority(200) ShutdownEvent stop) throws InterruptedException {
        if (!free.tryAcquire(AT_ONCE, LAST_ONES.toMillis(), TimeUnit.MILLISECONDS)) {
            LOG.warn("The service stops although password resets are under way");
        }
    }
}
