package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.testing.OneConnection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * A page of a list of users reads about as many rows as it shows, however many users there are, and though those that it
 * looks for are few and come last.
 */
class UserListReadsTest {
    private static final UUID MIGRATION = OneConnection.MIGRATION;
    private static final int PAGE = 51;

    @RegisterExtension
    static final OneConnection DATABASE = new OneConnection();

    private final SourceUsers users = new SourceUsers(DATABASE.jdbi(), new ObjectMapper());

    @BeforeAll
    static void manyUsers() {
        DATABASE.jdbi().useHandle(handle -> {
            // The last hundred are what is looked for.
            handle.execute("""
                    insert into source_user (migration_id, sub, username, email, status, enabled, federated_only, attributes,
                        identities, digest, settled_digest, planned_reason, state, reason, workos_user_id, first_seen_at,
                        updated_at)
                    select ?, lpad(cast(i as text), 8, '0'), 'user' || i, 'user' || i || '@example.com', 'CONFIRMED', true,
                        false, '{}', '[]', 'd', 'd', case when i > 39980 then 'disabled' end,
                        case when i <= 39900 then 'IMPORTED' when i <= 39940 then 'PENDING'
                             when i <= 39980 then 'FAILED' else 'SKIPPED' end,
                        case when i <= 39940 then null when i <= 39980 then 'rejected' else 'disabled' end,
                        case when i <= 39900 then 'user_' || i end, now(), now()
                    from generate_series(1, 40000) as i
                    """, MIGRATION);
            handle.execute("""
                    insert into workos_password (workos_user_id, since, how)
                    select 'user_' || i, now(), 'RESET' from generate_series(1, 39850) as i
                    """);
            handle.execute("vacuum analyze source_user");
            handle.execute("vacuum analyze workos_password");
        });
    }

    static List<SourceUsers.Filter> filters() {
        return List.of(
                SourceUsers.Filter.ALL,
                filter(UserState.FAILED, null, null, null),
                filter(UserState.PENDING, null, null, null),
                filter(UserState.IMPORTED, null, null, null),
                filter(null, Reason.REJECTED, null, null),
                filter(UserState.SKIPPED, Reason.DISABLED, null, null),
                filter(null, null, null, Left.NOT_IN_WORKOS),
                filter(null, null, null, Left.WITHOUT_PASSWORD),
                new SourceUsers.Filter(null, null, "USER39999@example.com"),
                new SourceUsers.Filter(null, null, null, PlannedOutcome.wouldSkip(Reason.DISABLED)));
    }

    private static SourceUsers.Filter filter(
            @Nullable UserState state, @Nullable Reason reason, @Nullable String email, @Nullable Left left) {
        return new SourceUsers.Filter(state, reason, email, null, left);
    }

    @ParameterizedTest
    @MethodSource("filters")
    void aPageReadsWhatItShows(SourceUsers.Filter filter) {
        long read = DATABASE.rowsRead("source_user").by(() -> {
            List<SourceUser> first = users.list(MIGRATION, filter, null, PAGE);
            assertThat(first).isNotEmpty();
            users.list(MIGRATION, filter, first.getFirst().sub(), PAGE);
        });

        assertThat(read).isLessThan(10 * PAGE);
    }
}
