package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who is left without a password is exact, in whichever order an account and its password come to be known. */
class WithoutPasswordTest {
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();
    private static final SourceUsers.Filter LEFT =
            new SourceUsers.Filter(null, null, null, null, Left.WITHOUT_PASSWORD);

    private UUID pool;

    @BeforeEach
    void anotherPool() {
        pool = DATABASE.migration();
        DATABASE.jdbi.useHandle(handle -> handle.execute("delete from workos_password"));
    }

    private static void listed(UUID migration, String sub, String status) {
        DATABASE.list(
                migration, UsersOnDatabase.Person.of(sub, sub + "@example.com").status(status));
    }

    private static void password(String sub) {
        DATABASE.jdbi.useHandle(handle -> handle.execute(
                "insert into workos_password (workos_user_id, since, how) values (?, now(), 'RESET') on conflict do nothing",
                "user_" + sub));
    }

    private static List<String> left(UUID migration) {
        return DATABASE.users.list(migration, LEFT, null, 10).stream()
                .map(SourceUser::sub)
                .toList();
    }

    @Test
    void whoHasGoneOverIsLeftUntilThePasswordIsKnown() {
        listed(pool, "ada", "CONFIRMED");
        listed(pool, "bob", "CONFIRMED");
        listed(pool, "waiting", "CONFIRMED");
        listed(pool, "federated", "EXTERNAL_PROVIDER");
        List.of("ada", "bob", "federated").forEach(sub -> DATABASE.goneOver(pool, sub));
        assertThat(left(pool)).containsExactly("ada", "bob");
        password("ada");
        password("ada");
        assertThat(left(pool)).containsExactly("bob");
    }

    @Test
    void aPasswordMayBeKnownBeforeTheAccount() {
        password("ada");
        listed(pool, "ada", "CONFIRMED");
        DATABASE.goneOver(pool, "ada");
        assertThat(left(pool)).isEmpty();
    }

    @Test
    void anotherAccountHasNone() {
        listed(pool, "ada", "CONFIRMED");
        DATABASE.goneOver(pool, "ada");
        password("ada");
        DATABASE.jdbi.useHandle(handle -> handle.execute(
                "update source_user set workos_user_id = 'another' where migration_id = ? and sub = 'ada'", pool));
        assertThat(left(pool)).containsExactly("ada");
    }

    @Test
    void whatIsForgottenWithAnErasedMigrationIsForgottenByOthersToo() {
        UUID other = DATABASE.migration();
        for (UUID migration : List.of(pool, other)) {
            listed(migration, "ada", "CONFIRMED");
            DATABASE.goneOver(migration, "ada");
        }
        password("ada");
        assertThat(left(other)).isEmpty();
        DATABASE.erasure.users(pool, 10);
        assertThat(left(other)).containsExactly("ada");
    }

    @Test
    void nobodyWaitsForARowThatAnotherTransactionHas() {
        listed(pool, "ada", "CONFIRMED");
        DATABASE.goneOver(pool, "ada");
        DATABASE.jdbi.useTransaction(holding -> {
            holding.execute("select from source_user where migration_id = ? for update", pool);
            password("ada");
        });
        assertThat(left(pool)).isEmpty();
    }
}
