package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.TestDatabase;
import java.util.EnumMap;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.junit.jupiter.api.Test;

/** What is planted among many users is counted to the last one, inside the database. */
class ComparisonsTest {
    /** {@code -Dportage.test.users=1000000} is what it was measured with. */
    private static final int USERS = Integer.getInteger("portage.test.users", 50_000);

    private final Jdbi jdbi = Jdbi.create(TestDatabase.fresh()).installPlugin(new PostgresPlugin());
    private final Comparisons comparisons = new Comparisons(jdbi);
    private final UUID migration = UUID.randomUUID();

    private void plant(UUID verification) {
        jdbi.useHandle(handle -> {
            handle.execute("""
                    insert into migration (id, name, state, source_type, user_pool_id, region, options, created_at)
                    values (?, 'many', 'COMPLETED', 'USER_POOL', 'us-east-1_Many', 'us-east-1', '{}', now())
                    """, migration);
            handle.execute("""
                    insert into source_user (migration_id, sub, username, email, status, enabled, federated_only,
                        attributes, identities, digest, settled_digest, state, reason, workos_user_id, first_seen_at,
                        updated_at)
                    select ?, 'sub-' || n, 'name-' || n, 'User.' || n || '@example.com', 'CONFIRMED', true, false,
                        '{"email_verified": "true"}', '[]', 'd', 'd', case when n % 1000 = 7 then 'SKIPPED' else 'IMPORTED' end,
                        case when n % 1000 = 7 then 'disabled' end,
                        case when n % 1000 <> 7 then 'user_' || n end, now(), now()
                    from generate_series(1, ?) as n
                    """, migration, USERS);
            handle.execute("""
                    insert into verification (id, migration_id, state, phase, started_at)
                    values (?, ?, 'RUNNING', 'COMPARE', clock_timestamp())
                    """, verification, migration);
            // Of each thousand: 1 is missing, 7 is extra, 11 and 12 have another external id, 13 another address, 14
            // too but has signed in, 15 to 17 are unverified, 18 has lost an attribute.
            handle.execute("""
                    insert into verified_account (verification_id, id, email_key, external_id, signed_in, unverified,
                        compared, lost)
                    select ?, 'user_' || n,
                        case when n % 1000 in (13, 14) then 'other.' else 'user.' end || n || '@example.com',
                        case when n % 1000 in (11, 12) then 'else-' else 'sub-' end || n, n % 1000 = 14,
                        n % 1000 between 15 and 17, 1,
                        case when n % 1000 = 18 then array['custom:plan'] else '{}' end
                    from generate_series(1, ?) as n where n % 1000 <> 1
                    """, verification, USERS);
        });
    }

    @Test
    void countsEachDifferenceExactly() {
        UUID id = UUID.randomUUID();
        plant(id);
        // Changed after the listing began: compared with what WorkOS had before, it would be a false alarm.
        jdbi.useHandle(handle -> handle.execute("""
                insert into source_user (migration_id, sub, username, email, status, enabled, federated_only, attributes,
                    identities, digest, state, workos_user_id, first_seen_at, updated_at)
                values (?, 'late', 'late', 'late@example.com', 'CONFIRMED', true, false, '{}', '[]', 'd', 'IMPORTED',
                    'user_late', clock_timestamp(), clock_timestamp())
                """, migration));
        Verification verification = new Verifications(jdbi).find(id).orElseThrow();
        int thousands = USERS / 1000;
        Map<Difference, Long> found = new EnumMap<>(Difference.class);
        for (Difference difference : Difference.values()) {
            found.put(difference, comparisons.of(difference, verification).users());
        }

        assertThat(found)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Difference.MISSING, (long) thousands,
                        Difference.EXTRA, (long) thousands,
                        Difference.CHANGED_EXTERNAL_ID, 2L * thousands,
                        Difference.CHANGED_EMAIL, (long) thousands,
                        Difference.DUPLICATE, 0L,
                        Difference.UNVERIFIED, 3L * thousands,
                        Difference.LOST_ATTRIBUTES, (long) thousands));
        assertThat(comparisons.of(Difference.MISSING, verification).examples())
                .hasSize(10)
                .contains("sub-1");
        assertThat(comparisons.inIdMap(verification)).isEqualTo(USERS - thousands);
        assertThat(comparisons.changedMeanwhile(verification)).isEqualTo(1);
        assertThat(comparisons.changedAtSignIn(verification)).isEqualTo(thousands);
    }

    @Test
    void twoUsersWithOneAccountAreFound() {
        UUID id = UUID.randomUUID();
        plant(id);
        jdbi.useHandle(handle -> handle.execute(
                "update source_user set workos_user_id = 'user_2', updated_at = '2020-01-01Z' where sub = 'sub-3'"));
        Verification verification = new Verifications(jdbi).find(id).orElseThrow();

        assertThat(comparisons.of(Difference.DUPLICATE, verification).examples())
                .containsExactlyInAnyOrder("sub-2", "sub-3");
    }
}
