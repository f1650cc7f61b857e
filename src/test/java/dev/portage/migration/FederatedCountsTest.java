package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The counters of identity providers follow the rows, whichever statement changes them. */
class FederatedCountsTest {
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();
    private static final WorkOsSignIns SIGN_INS = new WorkOsSignIns(DATABASE.jdbi);

    private UUID pool;

    @BeforeEach
    void anotherPool() {
        pool = DATABASE.migration();
    }

    private void list(String sub, String status, String verified, String... providers) {
        CognitoUser user = new CognitoUser(
                sub,
                sub,
                status,
                true,
                null,
                null,
                Map.of("email", sub + "@example.com", "email_verified", verified),
                Arrays.stream(providers)
                        .map(name -> new Identity("1", name, name, status.equals("EXTERNAL_PROVIDER")))
                        .toList());
        DATABASE.discovered.upsert(pool, List.of(new Discovered(user, Optional.empty())));
    }

    private Map<String, Long> counts(String provider) {
        Map<String, Long> facts = new TreeMap<>();
        DATABASE.counters.of(pool, "provider").stream()
                .filter(count -> count.state().equals(provider))
                .forEach(count -> facts.put(count.reason(), count.n()));
        return facts;
    }

    private void signedIn(String sub, boolean byProvider) {
        SIGN_INS.found(List.of(new WorkOsSignIns.SignIn("user_" + sub, byProvider, Instant.now())));
    }

    @Test
    void whoIsThereDependsIsVerifiedAndWaits() {
        list("native", "CONFIRMED", "true");
        list("linked", "CONFIRMED", "true", "Google");
        list("federated", "EXTERNAL_PROVIDER", "true", "Google");
        list("unverified", "EXTERNAL_PROVIDER", "false", "Google", "Corp");

        assertThat(counts("Google")).isEqualTo(Map.of("users", 3L, "dependent", 2L, "verified", 1L, "waiting", 2L));
        assertThat(counts("Corp")).isEqualTo(Map.of("users", 1L, "dependent", 1L, "waiting", 1L));
    }

    @Test
    void oneWhoHasTwoIdentitiesAtAProviderIsOneUser() {
        list("twice", "EXTERNAL_PROVIDER", "true", "Google", "Google");

        assertThat(counts("Google")).isEqualTo(Map.of("users", 1L, "dependent", 1L, "verified", 1L, "waiting", 1L));
    }

    @Test
    void whoHasGoneOverWaitsNoMoreAndIsLinkedWithTheFirstSignInByTheProvider() {
        list("one", "EXTERNAL_PROVIDER", "true", "Google");
        list("other", "EXTERNAL_PROVIDER", "true", "Google");
        DATABASE.goneOver(pool, "one");
        DATABASE.goneOver(pool, "other");
        assertThat(counts("Google")).isEqualTo(Map.of("users", 2L, "dependent", 2L, "verified", 2L));

        signedIn("one", false);
        assertThat(counts("Google")).doesNotContainKey("linked");
        signedIn("one", true);
        signedIn("one", true);
        assertThat(counts("Google")).containsEntry("linked", 1L);
        signedIn("other", true);
        assertThat(counts("Google")).containsEntry("linked", 2L);

        DATABASE.jdbi.useHandle(
                handle -> handle.execute("delete from workos_sign_in where workos_user_id = 'user_one'"));
        assertThat(counts("Google")).containsEntry("linked", 1L);
    }

    @Test
    void whoSignedInBeforeItWasKnownWhoItIsCountsWhenItIs() {
        signedIn("early", true);
        list("early", "EXTERNAL_PROVIDER", "true", "Google");
        assertThat(counts("Google")).doesNotContainKey("linked");
        DATABASE.goneOver(pool, "early");
        assertThat(counts("Google")).containsEntry("linked", 1L);
    }

    @Test
    void anotherProviderInCognitoIsAnotherProviderHere() {
        list("moved", "EXTERNAL_PROVIDER", "true", "Google");
        list("moved", "EXTERNAL_PROVIDER", "false", "Corp");

        assertThat(counts("Google")).isEmpty();
        assertThat(counts("Corp")).isEqualTo(Map.of("users", 1L, "dependent", 1L, "waiting", 1L));
        DATABASE.counters.fold();
        assertThat(counts("Corp")).containsEntry("users", 1L);
    }
}
