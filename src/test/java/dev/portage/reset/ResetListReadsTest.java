package dev.portage.reset;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.OneConnection;
import dev.portage.testing.RowsRead;
import java.util.UUID;
import org.jdbi.v3.core.Handle;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The mails of one campaign are found beside many of another, as long as one looks at its page. */
class ResetListReadsTest {
    private static final UUID MIGRATION = OneConnection.MIGRATION;
    private static final UUID FIRST = UUID.randomUUID();
    private static final int PAGE = 51;

    @RegisterExtension
    static final OneConnection DATABASE = new OneConnection();

    private final Resets resets = new Resets(DATABASE.jdbi());
    private final RowsRead rows = DATABASE.rowsRead("password_reset");

    @BeforeAll
    static void twoCampaigns() {
        DATABASE.jdbi().useHandle(handle -> {
            handle.execute("""
                    insert into source_user (migration_id, sub, username, status, enabled, federated_only, attributes,
                        identities, digest, first_seen_at, updated_at)
                    values (?, 'ada', 'ada', 'CONFIRMED', true, false, '{}', '[]', 'd', now(), now())
                    """, MIGRATION);
            campaign(handle, FIRST, 100);
            campaign(handle, UUID.randomUUID(), 30_000);
            handle.execute("vacuum analyze password_reset");
        });
    }

    private static void campaign(Handle handle, UUID id, int mails) {
        handle.execute("""
                insert into password_reset_campaign (id, migration_id, audience, again, forced, per_hour, delivery, state,
                    selected, left_out, next_at, created_at)
                values (?, ?, 'CANARY', false, false, 3600, 'WORKOS', 'COMPLETED', true, '{}', now(), now())
                """, id, MIGRATION);
        handle.execute("""
                insert into password_reset (id, migration_id, campaign_id, sub, email, workos_user_id, had_password, state,
                    sent_at, updated_at)
                select gen_random_uuid(), ?, ?, 'ada', 'ada@example.com', 'user_1', false,
                    case when i % 10 = 0 then 'FAILED' else 'SENT' end, now(), now()
                from generate_series(1, ?) as i
                """, MIGRATION, id, mails);
    }

    @Test
    void theMailsOfAnOlderCampaign() {
        assertThat(rows.by(() -> assertThat(resets.list(MIGRATION, new Resets.Filter(null, null, FIRST), null, PAGE))
                        .hasSize(PAGE)))
                .isLessThan(10 * PAGE);
        assertThat(rows.by(() -> assertThat(
                                resets.list(MIGRATION, new Resets.Filter(ResetState.FAILED, null, FIRST), null, PAGE))
                        .hasSize(10)))
                .isLessThan(10 * PAGE);
    }

    @Test
    void whetherAFewHaveBeenTried() {
        assertThat(rows.by(() -> assertThat(resets.triedOnAFew(MIGRATION)).isTrue()))
                .isLessThan(10 * PAGE);
    }
}
