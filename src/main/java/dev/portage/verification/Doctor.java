package dev.portage.verification;

import dev.portage.cognito.PoolAddress;
import dev.portage.cognito.Reading;
import dev.portage.cognito.SignInConfig;
import dev.portage.cognito.UserPage;
import dev.portage.cognito.UserPools;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Migration;
import dev.portage.migration.Source;
import dev.portage.migration.SourceUser;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.verification.Findings.Looked;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsGateway;
import dev.portage.workos.WorkOsUser;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Looks at one user in Cognito, here and in WorkOS, and says what may be wrong. Writes nothing, and mails nobody. */
@ApplicationScoped
public class Doctor {
    /** Short and even empty pages are normal; so many of them are not. */
    private static final int MOST_PAGES = 50;

    private final KnownHere here;
    private final UserPools pools;
    private final WorkOsGateway workos;
    private final SignInConfig signIn;
    private final RateBudget budget;

    Doctor(KnownHere here, UserPools pools, WorkOsGateway workos, SignInConfig signIn, RateBudget budget) {
        this.here = here;
        this.pools = pools;
        this.workos = workos;
        this.signIn = signIn;
        this.budget = budget;
    }

    /** By e-mail address. */
    public Diagnosis byEmail(String email) throws InterruptedException {
        return look(new KnownHere.Key.Email(email.strip()), Optional.empty());
    }

    /** By e-mail address, as a user of this migration; {@code NotFoundException} where there is no such migration. */
    public Diagnosis byEmail(UUID migrationId, String email) throws InterruptedException {
        return look(new KnownHere.Key.Email(email.strip()), Optional.of(migrationId));
    }

    /** By Cognito's sub, which is WorkOS's external id. */
    public Diagnosis bySub(String sub) throws InterruptedException {
        return look(new KnownHere.Key.Sub(sub.strip()), Optional.empty());
    }

    /** By Cognito's sub, as a user of this migration; {@code NotFoundException} where there is no such migration. */
    public Diagnosis bySub(UUID migrationId, String sub) throws InterruptedException {
        return look(new KnownHere.Key.Sub(sub.strip()), Optional.of(migrationId));
    }

    private Diagnosis look(KnownHere.Key key, Optional<UUID> within) throws InterruptedException {
        KnownHere.Known known = here.find(key, within);
        Turn turn = budget.personal();
        Looked<CognitoUser> cognito = cognito(known, key, turn);
        Looked<WorkOsUser> account = account(known, key, cognito.found(), turn);
        Set<String> identities =
                account.found().isPresent() ? identities(account.found().get().id(), turn) : Set.of();
        return Diagnosis.of(new Findings(
                known.migration(),
                cognito,
                known.row(),
                known.memberships(),
                account,
                known.attributeKeys(),
                known.passwordKnown(),
                identities,
                known.cameByProvider(),
                known.providerChecks(),
                known.mail(),
                signIn.clientId().filter(id -> !id.isBlank()).isPresent(),
                known.signIns()));
    }

    private Looked<CognitoUser> cognito(KnownHere.Known known, KnownHere.Key key, Turn turn)
            throws InterruptedException {
        Optional<PoolAddress> pool = known.migration().map(Migration::source).flatMap(Doctor::address);
        if (pool.isEmpty()) {
            return known.migration().isEmpty()
                    ? Looked.failed("Cognito was not asked: there is no migration that names a user pool.")
                    : Looked.at(Optional.empty());
        }
        Optional<String> sub = known.row()
                .map(SourceUser::sub)
                .or(() -> key instanceof KnownHere.Key.Sub(String given) ? Optional.of(given) : Optional.empty());
        if (sub.isPresent()) {
            return find(pool.get(), UserPools.Attribute.SUB, sub.get(), turn);
        }
        String email = key instanceof KnownHere.Key.Email(String given) ? given : "";
        // Cognito compares with regard to case, and people write addresses in any.
        for (String spelt : new LinkedHashSet<>(List.of(email, email.toLowerCase(Locale.ROOT)))) {
            Looked<CognitoUser> found = find(pool.get(), UserPools.Attribute.EMAIL, spelt, turn);
            if (!found.absent()) {
                return found;
            }
        }
        return Looked.at(Optional.empty());
    }

    private static Optional<PoolAddress> address(Source source) {
        String pool = source.userPoolId();
        String region = source.region();
        return pool == null || region == null ? Optional.empty() : Optional.of(new PoolAddress(pool, region));
    }

    private Looked<CognitoUser> find(PoolAddress pool, UserPools.Attribute attribute, String value, Turn turn)
            throws InterruptedException {
        Optional<String> token = Optional.empty();
        for (int page = 0; page < MOST_PAGES; page++) {
            try {
                turn.await(Draw.COGNITO_LISTING);
            } catch (BudgetExhausted e) {
                return Looked.failed("Cognito was not asked: no call to it was free just now.");
            }
            Reading<UserPage> reading = pools.findUsers(pool, attribute, value, token);
            if (!(reading instanceof Reading.Read<UserPage>(UserPage read))) {
                return trouble(reading);
            }
            // Of several with one address the one who would go over: native before federated, enabled before disabled.
            Optional<CognitoUser> best = read.users().stream()
                    .min(Comparator.comparing(CognitoUser::federatedOnly)
                            .thenComparing(user -> !user.enabled())
                            .thenComparing(CognitoUser::sub));
            token = read.nextToken();
            if (best.isPresent() || token.isEmpty()) {
                return Looked.at(best);
            }
        }
        return Looked.failed("Cognito answered with nothing but empty pages.");
    }

    private Looked<CognitoUser> trouble(Reading<UserPage> reading) {
        return switch (reading) {
            case Reading.Throttled<UserPage> ignored -> {
                budget.throttled(Draw.COGNITO_LISTING, Optional.empty());
                yield Looked.failed("Cognito has had too many calls: ask again in a few seconds.");
            }
            case Reading.Refused<UserPage>(String remedy) -> Looked.failed(remedy + ".");
            case Reading.PoolNotFound<UserPage>(String remedy) -> Looked.failed(remedy + ".");
            case Reading.Unavailable<UserPage>(String problem) -> Looked.failed(problem + ".");
            case Reading.TokenExpired<UserPage> ignored -> Looked.failed("A page token of Cognito's died: ask again.");
            case Reading.Read<UserPage> ignored -> throw new IllegalArgumentException("a page is for the caller");
        };
    }

    /** By what is in the id map; else by the external id; else by the address. */
    private Looked<WorkOsUser> account(
            KnownHere.Known known, KnownHere.Key key, Optional<CognitoUser> cognito, Turn turn)
            throws InterruptedException {
        try {
            Optional<String> id = known.row().map(SourceUser::workosUserId);
            if (id.isPresent()) {
                return looked(workos.user(id.get(), turn));
            }
            Optional<String> sub = known.row()
                    .map(SourceUser::sub)
                    .or(() -> cognito.map(CognitoUser::sub))
                    .or(() -> key instanceof KnownHere.Key.Sub(String given) ? Optional.of(given) : Optional.empty());
            if (sub.isPresent()) {
                Looked<WorkOsUser> byExternalId = looked(workos.userByExternalId(sub.get(), turn));
                if (!byExternalId.absent()) {
                    return byExternalId;
                }
            }
            Optional<String> email = key instanceof KnownHere.Key.Email(String given)
                    ? Optional.of(given)
                    : known.row().map(SourceUser::cognito).or(() -> cognito).flatMap(CognitoUser::email);
            return email.isPresent()
                    ? looked(workos.userByEmail(email.get().toLowerCase(Locale.ROOT), turn))
                    : Looked.at(Optional.empty());
        } catch (BudgetExhausted e) {
            return Looked.failed("WorkOS was not asked: no call to it was free just now.");
        }
    }

    private static Looked<WorkOsUser> looked(Outcome<WorkOsUser> outcome) {
        return switch (outcome) {
            case Outcome.Success<WorkOsUser>(WorkOsUser user) -> Looked.at(Optional.of(user));
            case Outcome.NotFound<WorkOsUser> ignored -> Looked.at(Optional.empty());
            case Outcome.Unauthorized<WorkOsUser>(String why) -> Looked.failed(why + ".");
            case Outcome.Unavailable<WorkOsUser>(String why) -> Looked.failed(why + ".");
            case Outcome.Throttled<WorkOsUser> ignored ->
                Looked.failed("WorkOS has had too many calls: ask again in a minute.");
            default -> Looked.failed("WorkOS's answer was none about the user: ask again.");
        };
    }

    private Set<String> identities(String id, Turn turn) throws InterruptedException {
        try {
            return workos.identities(id, turn) instanceof Outcome.Success<Set<String>>(Set<String> found)
                    ? found
                    : Set.of();
        } catch (BudgetExhausted e) {
            return Set.of();
        }
    }
}
