package dev.portage.verification;

import dev.portage.cognito.PoolClient;
import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPool;
import dev.portage.migration.Source;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.verification.ApplicationPlan.Change;
import dev.portage.verification.ApplicationPlan.Client;
import dev.portage.verification.ApplicationPlan.Setting;
import dev.portage.workos.WorkOsConfig;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** Makes the application's plan out for a pool, by asking Cognito how it is set up: a handful of calls while one waits. */
@ApplicationScoped
class ApplicationPlans {
    /** More clients than this are hardly one application's. */
    private static final int MOST_CLIENTS = 20;

    private final PoolDescriptions pools;
    private final WorkOsConfig workos;
    private final RateBudget budget;

    ApplicationPlans(PoolDescriptions pools, WorkOsConfig workos, RateBudget budget) {
        this.pools = pools;
        this.workos = workos;
        this.budget = budget;
    }

    ApplicationPlan of(Source source) throws InterruptedException {
        List<String> troubles = new ArrayList<>();
        List<Client> clients = new ArrayList<>();
        List<Change> triggers = new ArrayList<>();
        String pool = source.userPoolId();
        String region = source.region();
        if (pool == null || region == null) {
            troubles.add(
                    "The source is a dump, which does not say how the pool is set up: no app clients, no triggers.");
        } else {
            Turn turn = budget.turn();
            ask(turn, troubles, () -> pools.describe(region, pool))
                    .map(UserPool::lambdaTriggers)
                    .orElse(List.of())
                    .stream()
                    .map(ApplicationPlans::successor)
                    .forEach(triggers::add);
            List<String> ids = ask(turn, troubles, () -> pools.listClients(region, pool, Optional.empty()))
                    .map(PoolListing::items)
                    .orElse(List.of());
            for (String id : ids.subList(0, Math.min(MOST_CLIENTS, ids.size()))) {
                ask(turn, troubles, () -> pools.describeClient(region, pool, id))
                        .map(ApplicationPlans::client)
                        .ifPresent(clients::add);
            }
        }
        return new ApplicationPlan(
                settings(source),
                clients,
                Counterparts.IDENTIFIERS,
                Counterparts.CALLS,
                Counterparts.SESSIONS,
                triggers,
                Counterparts.ROLLBACK,
                troubles.stream().distinct().toList());
    }

    private <T> Optional<T> ask(Turn turn, List<String> troubles, Supplier<Reading<T>> question)
            throws InterruptedException {
        try {
            turn.await(Draw.COGNITO_DESCRIPTION);
        } catch (BudgetExhausted e) {
            troubles.add("No call to Cognito was free just now: ask again in some seconds.");
            return Optional.empty();
        }
        return switch (question.get()) {
            case Reading.Read<T>(T value) -> Optional.of(value);
            case Reading.Refused<T>(String remedy) -> nothing(troubles, remedy);
            case Reading.PoolNotFound<T>(String remedy) -> nothing(troubles, remedy);
            case Reading.Unavailable<T>(String problem) -> nothing(troubles, problem);
            case Reading.TokenExpired<T> ignored -> nothing(troubles, "A page token of Cognito's died");
            case Reading.Throttled<T> ignored -> {
                budget.throttled(Draw.COGNITO_DESCRIPTION, Optional.empty());
                yield nothing(troubles, "Cognito has had too many calls: ask again in some seconds");
            }
        };
    }

    private static <T> Optional<T> nothing(List<String> troubles, String why) {
        troubles.add(why + ".");
        return Optional.empty();
    }

    private List<Setting> settings(Source source) {
        List<Setting> settings = new ArrayList<>(List.of(
                new Setting("WORKOS_API_KEY", null, "the environment's secret key, on servers only"),
                new Setting(
                        "WORKOS_CLIENT_ID",
                        workos.clientId().orElse(null),
                        "the environment's client id, which is no secret"),
                new Setting("WORKOS_COOKIE_PASSWORD", null, "seals the session's cookie: 32 random characters or more"),
                new Setting("WORKOS_REDIRECT_URI", null, "the callback page, one of the redirect URIs below")));
        if (source.userPoolId() != null) {
            settings.add(new Setting(
                    "the user pool's id",
                    source.userPoolId(),
                    "in region " + source.region()
                            + ": to be removed with Cognito, as are the ids below and their secrets"));
        }
        return settings;
    }

    private static Client client(PoolClient client) {
        return new Client(
                client.id(),
                client.name(),
                client.callbackUrls(),
                client.logoutUrls(),
                client.oauthScopes(),
                client.identityProviders());
    }

    private static Change successor(String trigger) {
        return new Change(
                trigger,
                "a Lambda function of yours",
                Counterparts.TRIGGERS.getOrDefault(trigger, "No counterpart is known: see what the function does."));
    }
}
