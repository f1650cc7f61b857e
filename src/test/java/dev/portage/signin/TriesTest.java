package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.AddressHash;
import dev.portage.migration.EndUser;
import dev.portage.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.Test;

class TriesTest {
    private static final Tries.Limits LIMITS = new Tries.Limits(Tries.What.PASSWORD, 5, 12);
    private static final String ADA = "ada@example.com";

    private final Jdbi jdbi = Jdbi.create(TestDatabase.fresh()).installPlugin(new PostgresPlugin());
    private final Tries tries = new Tries(jdbi, new AddressHash(() -> Optional.of("shared")));

    private static EndUser from(String address) {
        return new EndUser(address, null);
    }

    private boolean may(String email, String address) {
        return tries.take(LIMITS, email, from(address)).isEmpty();
    }

    private int taken(Callable<Boolean> one, int times) throws Exception {
        try (ExecutorService replicas = Executors.newFixedThreadPool(8)) {
            List<Callable<Boolean>> all = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                all.add(one);
            }
            int taken = 0;
            for (Future<Boolean> each : replicas.invokeAll(all)) {
                taken += each.get() ? 1 : 0;
            }
            return taken;
        }
    }

    @Test
    void howeverManyTryAtOnceAnAddressHasItsTriesOnly() throws Exception {
        assertThat(taken(
                        () -> may(
                                ADA, "203.0.113." + ThreadLocalRandom.current().nextInt(250)),
                        40))
                .isEqualTo(5);
        assertThat(may("ADA@example.com", "192.0.2.1")).as("whatever its case").isFalse();
        assertThat(may("grace@example.com", "192.0.2.1")).isTrue();
    }

    @Test
    void aClientThatHasNoneLeftUsesUpNobodyElses() throws Exception {

        for (int i = 0; i < 12; i++) {
            assertThat(may("user" + i + "@example.com", "203.0.113.7")).isTrue();
        }
        for (int i = 0; i < 10; i++) {
            assertThat(may(ADA, "203.0.113.7")).isFalse();
        }
        assertThat(may(ADA, "203.0.113.8")).isTrue();
    }

    @Test
    void aHouseholdOfIpv6IsOneClient() {
        for (int i = 0; i < 12; i++) {
            assertThat(may("user" + i + "@example.com", "2001:db8:1:2::" + i)).isTrue();
        }
        assertThat(may(ADA, "2001:db8:1:2:ffff::1")).isFalse();
        assertThat(may(ADA, "2001:db8:1:3::1")).isTrue();
    }

    @Test
    void aTryComesBackWithTimeOrWithTheRightPassword() {
        for (int i = 0; i < 5; i++) {
            assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN)).isEmpty();
        }
        assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN))
                .hasValueSatisfying(wait -> assertThat(wait).isBetween(Duration.ofSeconds(5), Duration.ofSeconds(12)));

        tries.giveBack(LIMITS, List.of(new Tries.Right(ADA, EndUser.UNKNOWN)));
        assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN)).isEmpty();
        assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN)).isPresent();

        jdbi.useHandle(
                handle -> handle.execute("update sign_in_try set used_until = used_until - interval '12 seconds'"));
        assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN)).isEmpty();
        assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN)).isPresent();
    }

    /** Takes, returns and the clean-up lock the same rows, and must not wait for each other in a circle. */
    @Test
    void manyAtOnceFromFewAddressesAllGetAnAnswer() throws Exception {
        Tries.Limits wide = new Tries.Limits(Tries.What.PASSWORD, 10_000, 10_000);
        List<Tries.Right> rights = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            rights.add(new Tries.Right("user" + i + "@example.com", from("203.0.113." + (3 - i))));
        }
        int taken = taken(
                () -> {
                    Tries.Right one = rights.get(ThreadLocalRandom.current().nextInt(4));
                    List<Tries.Right> shuffled = new ArrayList<>(rights);
                    Collections.shuffle(shuffled);
                    boolean may = tries.take(wide, one.email(), one.from()).isEmpty();
                    tries.giveBack(wide, shuffled);
                    tries.forgetOld();
                    return may;
                },
                100);
        assertThat(taken).isEqualTo(100);
    }

    @Test
    void resetsAreCountedByThemselves() {
        Tries.Limits resets = new Tries.Limits(Tries.What.RESET, 1, 12);
        assertThat(tries.take(resets, ADA, EndUser.UNKNOWN)).isEmpty();
        assertThat(tries.take(resets, ADA, EndUser.UNKNOWN)).isPresent();
        assertThat(tries.take(LIMITS, ADA, EndUser.UNKNOWN)).isEmpty();
    }
}
