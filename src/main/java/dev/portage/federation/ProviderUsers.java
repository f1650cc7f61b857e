package dev.portage.federation;

import dev.portage.migration.Counters;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** How many users depend on which provider, as far as the source has been read; from counters, however many they are. */
@ApplicationScoped
class ProviderUsers {
    /** By provider and what is true of its users; the schema's triggers count. */
    private static final String TOPIC = "provider";

    private final Counters counters;

    ProviderUsers(Counters counters) {
        this.counters = counters;
    }

    /**
     * The users of one provider.
     *
     * @param users who have an identity there
     * @param dependent those of them who can sign in no other way
     * @param verified the dependent ones whose address Cognito has verified
     * @param waiting the dependent ones who are still to go over to WorkOS
     * @param linked those who have gone over and signed in there through a provider since
     */
    record Count(String provider, long users, long dependent, long verified, long waiting, long linked) {
        static Count none(String provider) {
            return of(provider, Map.of());
        }

        private static Count of(String provider, Map<String, Long> facts) {
            return new Count(
                    provider,
                    facts.getOrDefault("users", 0L),
                    facts.getOrDefault("dependent", 0L),
                    facts.getOrDefault("verified", 0L),
                    facts.getOrDefault("waiting", 0L),
                    facts.getOrDefault("linked", 0L));
        }
    }

    /** By the names of the providers; one that nobody has ever used is not in the answer. */
    Map<String, Count> of(UUID migrationId) {
        Map<String, Map<String, Long>> facts = new HashMap<>();
        counters.of(migrationId, TOPIC)
                .forEach(count -> facts.computeIfAbsent(count.state(), name -> new HashMap<>())
                        .put(count.reason(), count.n()));
        Map<String, Count> counts = new HashMap<>();
        facts.forEach((provider, known) -> counts.put(provider, Count.of(provider, known)));
        return counts;
    }
}
