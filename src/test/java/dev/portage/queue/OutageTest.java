package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

/** The database goes away while jobs are in hand, and comes back. */
@QuarkusTest
class OutageTest {
    private static final int JOBS = 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @Inject
    Probe probe;

    @Inject
    Queue queue;

    @Inject
    Finisher finisher;

    @Inject
    Jdbi jdbi;

    @ConfigProperty(name = "portage.database.url")
    String url;

    @ConfigProperty(name = "portage.database.username")
    String username;

    private final UUID lane = UUID.randomUUID();

    @Test
    void noOutcomeIsLostAndNoJobIsDoneTwice() throws Exception {
        probe.createTable();
        Probe.Script script = probe.script(lane);
        CountDownLatch away = new CountDownLatch(1);
        script.act = job -> {
            away.await();
            return new Verdict.Done<>("done");
        };
        queue.open(lane);
        List<String> subjects = IntStream.range(0, JOBS).mapToObj(i -> "s" + i).toList();
        queue.enqueue(lane, QueueOnDatabase.KIND, subjects, null);
        await().atMost(PATIENCE).until(() -> !script.handled.isEmpty());
        String name = jdbi.withHandle(handle -> handle.createQuery("select current_database()")
                .mapTo(String.class)
                .one());

        try (Connection server = server()) {
            execute(server, "alter database " + name + " allow_connections false");
            try {
                execute(
                        server,
                        "select pg_terminate_backend(pid) from pg_stat_activity where datname = '" + name + "'");
                away.countDown();
                await().atMost(PATIENCE).until(() -> finisher.unwritten() > 0);
                await().during(Duration.ofSeconds(2)).atMost(PATIENCE).until(() -> finisher.unwritten() > 0);
            } finally {
                execute(server, "alter database " + name + " allow_connections true");
            }
        }

        await().atMost(PATIENCE).ignoreExceptions().until(() -> !queue.hasJobs(lane));
        assertThat(probe.recorded(lane))
                .containsExactlyInAnyOrderElementsOf(
                        subjects.stream().map(subject -> subject + " done").toList());
        assertThat(script.handled).hasSize(JOBS);
        await().atMost(PATIENCE).until(() -> finisher.unwritten() == 0);
    }

    /** The same server by another of its databases. */
    private Connection server() throws SQLException {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(url);
        source.setUser(username);
        source.setDatabaseName("postgres");
        return source.getConnection();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
