package dev.portage.survey;

import dev.portage.cognito.PoolClient;
import dev.portage.cognito.PoolDescriptions.ListedProvider;
import dev.portage.cognito.UserPool;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a user pool says of itself, as far as it has been asked.
 *
 * @param clientsLeft the ids of app clients that are still to be asked about
 */
@RegisterForReflection(targets = {PoolFacts.class, UserPool.class, PoolClient.class, ListedProvider.class})
record PoolFacts(
        @Nullable UserPool pool, List<String> clientsLeft, List<PoolClient> clients, List<ListedProvider> providers) {
    static final PoolFacts NONE = new PoolFacts(null, List.of(), List.of(), List.of());

    PoolFacts with(UserPool described) {
        return new PoolFacts(described, clientsLeft, clients, providers);
    }

    PoolFacts withClientsLeft(List<String> more) {
        return new PoolFacts(pool, joined(clientsLeft, more), clients, providers);
    }

    /** With the first of the clients that were left; none where it has been deleted meanwhile. */
    PoolFacts withNextClient(List<PoolClient> described) {
        return new PoolFacts(pool, clientsLeft.subList(1, clientsLeft.size()), joined(clients, described), providers);
    }

    PoolFacts withProviders(List<ListedProvider> more) {
        return new PoolFacts(pool, clientsLeft, clients, joined(providers, more));
    }

    private static <T> List<T> joined(List<T> some, List<T> more) {
        return Stream.concat(some.stream(), more.stream()).toList();
    }
}
