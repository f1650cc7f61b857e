package dev.portage.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.portage.testing.TestDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.LongStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The trail can be added to and nothing else; and whoever gets past that is found out. */
class AuditChainTest {
    private static final int WRITERS = 8;

    private final PGSimpleDataSource database = TestDatabase.fresh();
    private final JdbcAuditTrail trail = new JdbcAuditTrail(database);

    private void write(int entries) {
        for (int i = 0; i < entries; i++) {
            trail.record(new AuditEntry(
                    Instant.now(), "admin", i % 2 == 0 ? null : "127.0.0.1", "POST", "/migrations", 201, null));
        }
    }

    private static void execute(DataSource database, String... statements) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    @Test
    void writersAtOnceMakeOneChain() {
        try (ExecutorService writers = Executors.newFixedThreadPool(WRITERS)) {
            for (int i = 0; i < WRITERS; i++) {
                writers.execute(() -> write(50));
            }
        }
        assertThat(trail.check().intact()).isTrue();
        assertThat(trail.check().entries()).isEqualTo(WRITERS * 50L);
        List<AuditTrail.Recorded> all = trail.oldest(AuditTrail.Filter.ALL, 1000, 0);
        assertThat(all)
                .extracting(AuditTrail.Recorded::id)
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, WRITERS * 50L).boxed().toList());
        assertThat(all.getLast().hash()).isEqualTo(trail.check().lastHash());
    }

    @Test
    void nothingCanBeChangedOrTakenAway() {
        write(3);
        for (String sql :
                List.of("update audit_entry set actor = 'nobody'", "delete from audit_entry", "truncate audit_entry")) {
            assertThatThrownBy(() -> execute(database, sql)).hasMessageContaining("only be added to");
        }
        assertThat(trail.check())
                .isEqualTo(new AuditTrail.Chain(true, 3, null, trail.check().lastHash()));
    }

    @Test
    void whoeverGetsPastThatIsFoundOut() throws SQLException {
        write(10);
        String off = "alter table audit_entry disable trigger audit_entry_append_only";
        execute(database, off, "update audit_entry set status = 200 where id = 4");
        assertThat(trail.check().brokenAt()).isEqualTo(4);

        execute(database, "update audit_entry set status = 201 where id = 4");
        assertThat(trail.check().intact()).as("put back as it was").isTrue();
        execute(database, "delete from audit_entry where id = 7");
        assertThat(trail.check().brokenAt()).isEqualTo(8);
    }

    @Test
    void aRoleThatOwnsNothingCanOnlyAdd() throws SQLException {
        write(2);
        String role = "service_of_" + database.getDatabaseName();
        execute(
                database,
                "create role " + role + " login password 'service'",
                "grant usage on schema public to " + role,
                "grant select, insert, update, delete on all tables in schema public to " + role,
                "grant usage on all sequences in schema public to " + role,
                "revoke update, delete, truncate on audit_entry from " + role);
        PGSimpleDataSource service = new PGSimpleDataSource();
        service.setUrl(database.getUrl());
        service.setUser(role);
        service.setPassword("service");
        JdbcAuditTrail ofService = new JdbcAuditTrail(service);

        ofService.record(new AuditEntry(Instant.now(), "admin", null, "POST", "/migrations", 201, null));
        assertThat(ofService.check().entries()).isEqualTo(3);
        assertThat(ofService.check().intact()).isTrue();
        for (String sql : List.of(
                "update audit_entry set actor = 'nobody'",
                "delete from audit_entry",
                "alter table audit_entry disable trigger audit_entry_append_only",
                "drop trigger audit_entry_chained on audit_entry")) {
            assertThatThrownBy(() -> execute(service, sql))
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }
}
