package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.OneConnection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whom a campaign is for is found among many whom it is not for, who come first; and everybody is counted. */
class RecipientsReadsTest {
    private static final UUID MIGRATION = OneConnection.MIGRATION;
    private static final int PAGE = 51;

    @RegisterExtension
    static final OneConnection DATABASE = new OneConnection();

    private final Recipients recipients = new Recipients(DATABASE.jdbi());

    /** Of 40,000 the last hundred have no password, of whom one in ten was mailed an hour and a half ago. */
    @BeforeAll
    static void manyUsers() {
        UUID campaign = UUID.randomUUID();
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into source_user (migration_id, sub, username, email, status, enabled, federated_only, attributes,
                        identities, digest, state, reason, workos_user_id, first_seen_at, updated_at)
                    select ?, lpad(cast(i as text), 8, '0'), 'user' || i, 'user' || i || '@example.com',
                        case when i % 20 = 0 then 'EXTERNAL_PROVIDER' else 'CONFIRMED' end, true, i % 20 = 0,
                        jsonb_build_object('custom:notes', repeat(md5(cast(i as text)), 20)), '[]', 'd',
                        case when i % 8 = 1 then 'SKIPPED' else 'IMPORTED' end, case when i % 8 = 3 then 'gone' end,
                        case when i % 8 <> 1 then 'user_' || i end, now(), now()
                    from generate_series(1, 40000) as i
                    """, MIGRATION);
            handle.execute("""
                    insert into workos_password (workos_user_id, since, how)
                    select 'user_' || i, now(), 'CARRIED_OVER' from generate_series(1, 39900) as i
                    """);
            handle.execute("""
                    insert into password_reset_campaign (id, migration_id, audience, again, forced, per_hour, delivery, state,
                        selected, left_out, next_at, created_at)
                    values (?, ?, 'CANARY', false, false, 3600, 'WORKOS', 'COMPLETED', true, '{}', now(), now())
                    """, campaign, MIGRATION);
            handle.execute("""
                    insert into password_reset (id, migration_id, campaign_id, sub, email, workos_user_id, had_password, state,
                        sent_at, updated_at)
                    select gen_random_uuid(), migration_id, ?, sub, email, workos_user_id, false, 'SENT',
                        now() - interval '90 minutes', now()
                    from source_user where sub > '00039900' and sub like '%5' and workos_user_id is not null
                    """, campaign);
            for (String table : List.of("source_user", "workos_password", "password_reset")) {
                handle.execute("vacuum analyze " + table);
            }
        });
    }

    private static Recipients.Choice choice(ResetAudience audience) {
        return new Recipients.Choice(MIGRATION, audience, false, false);
    }

    static List<ResetAudience> audiences() {
        return List.of(
                new ResetAudience.WithoutPassword(),
                new ResetAudience.Canary(3),
                ResetAudience.NotCompleted.of(Instant.now()));
    }

    @ParameterizedTest
    @MethodSource("audiences")
    void aPageReadsWhatItShows(ResetAudience audience) {
        long read = DATABASE.rowsRead("source_user")
                .by(() -> assertThat(recipients.list(choice(audience), "", PAGE))
                        .isNotEmpty()
                        .allMatch(each -> each.sub().compareTo("00039900") > 0));

        assertThat(read).isLessThan(10 * PAGE);
    }

    /** Of a million whose passwords were carried over, half a second of a database would else go into each stretch. */
    @Test
    void aStretchReadsWhomItGoesThrough() {
        int stretch = 500;
        long read = DATABASE.rowsRead("source_user")
                .by(() -> assertThat(recipients.writeDown(
                                UUID.randomUUID(), choice(new ResetAudience.All()), "00020000", stretch))
                        .hasValueSatisfying(last -> assertThat(last).startsWith("00020")));

        assertThat(read).isLessThan(5 * stretch);
    }

    @Test
    void thoseOfEverybodyAreFoundBehindWhoeverIsNotChosen() {
        Recipients.Choice all = choice(new ResetAudience.All());
        long chosen = recipients.count(all).chosen();

        assertThat(chosen).isBetween(1L, 100L);
        assertThat(recipients.list(all, "", 1000)).hasSize((int) chosen);
        assertThat(recipients.list(all, "", 7))
                .isEqualTo(recipients.list(all, "", 1000).subList(0, 7));
    }

    @Test
    void everybodyHasAVerdict() {
        // Of each forty, two sign in by a provider, five are not migrated, and five are gone.
        Recipients.Census census = recipients.count(choice(new ResetAudience.WithoutPassword()));
        assertThat(census.leftOut())
                .containsOnlyKeys("not-migrated", "gone", "federated-only", "has-password", "mailed-already")
                .containsAllEntriesOf(Map.of("not-migrated", 5000L, "gone", 5000L, "federated-only", 2000L));
        long verdicts =
                census.leftOut().values().stream().mapToLong(Long::longValue).sum();
        assertThat(census.chosen() + verdicts).isEqualTo(40_000);
        assertThat(recipients.list(choice(new ResetAudience.WithoutPassword()), "", 1000))
                .hasSize((int) census.chosen());
    }
}
