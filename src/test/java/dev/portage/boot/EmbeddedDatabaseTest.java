package dev.portage.boot;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class EmbeddedDatabaseTest {

    @TempDir
    Path folder;

    @AfterEach
    void leaveNoServerBehind() throws Exception {
        var left = Postmaster.of(folder.resolve("database"));
        if (left.isPresent()) {
            left.get().stop();
        }
    }

    @Test
    void keepsItsDataAcrossRestartsAndIsDurable() throws Exception {
        try (EmbeddedDatabase first = EmbeddedDatabase.start(folder, 0)) {
            execute(first, "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(query(first, "SHOW fsync")).isEqualTo("on");
            assertThat(query(first, "SHOW synchronous_commit")).isEqualTo("on");
            assertThat(query(first, "SELECT lower('ÄÖÜ')")).isEqualTo("äöü");
        }
        assertThat(Postmaster.of(folder.resolve("database"))).isEmpty();

        try (EmbeddedDatabase second = EmbeddedDatabase.start(folder, 0)) {
            assertThat(query(second, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void startsAgainWhereItWasAfterItHasEndedByItself() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            execute(database, "CREATE TABLE kept AS SELECT 42 AS answer");
            assertThat(database.reviveIfEnded()).isFalse();

            long postmaster = Long.parseLong(Files.readAllLines(folder.resolve("database/postmaster.pid"))
                    .getFirst());
            // An immediate shutdown: no checkpoint, as after a crash of all its processes.
            new ProcessBuilder("kill", "-QUIT", String.valueOf(postmaster))
                    .start()
                    .waitFor();
            await().until(() -> ProcessHandle.of(postmaster).isEmpty());

            assertThat(database.reviveIfEnded()).isTrue();
            assertThat(query(database, "SELECT answer FROM kept")).isEqualTo("42");
        }
    }

    @Test
    void letsNobodyInWithoutItsPassword() throws Exception {
        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            assertThatThrownBy(() -> DriverManager.getConnection(database.url(), "postgres", "guess"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("password authentication failed");
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("password")))
                    .allSatisfy(file ->
                            assertThat(Files.getPosixFilePermissions(file)).hasSize(2));
        }
    }

    @Test
    void isTakenOverFromAnOwnerThatWasKilled() throws Exception {
        Process owner = owner();
        String url = firstLine(owner);
        assertThat(url).startsWith("jdbc:postgresql:");
        String password = Files.readString(folder.resolve("password"));
        try (Connection connection = DriverManager.getConnection(url, "postgres", password)) {
            connection.createStatement().execute("CREATE TABLE kept AS SELECT 42 AS answer");

            owner.destroyForcibly().waitFor();
            assertThat(Postmaster.of(folder.resolve("database")))
                    .as("the orphan")
                    .isPresent();

            try (EmbeddedDatabase next = EmbeddedDatabase.start(folder, 0)) {
                assertThat(query(next, "SELECT answer FROM kept")).isEqualTo("42");
            }
        }
    }

    @Test
    void isRefusedToASecondProcess() throws Exception {
        try (EmbeddedDatabase ours = EmbeddedDatabase.start(folder, 0)) {
            Process second = owner();
            assertThat(firstLine(second))
                    .startsWith("Refused: Another Portage (process "
                            + ProcessHandle.current().pid() + ") is using " + folder)
                    .contains("PORTAGE_DATA_DIR");
            assertThat(query(ours, "SELECT 1")).as("undisturbed").isEqualTo("1");
        }
    }

    @Test
    void saysWhatIsWrongWithCorruptData() throws Exception {
        EmbeddedDatabase.start(folder, 0).close();
        Files.write(folder.resolve("database/global/pg_control"), new byte[8192]);

        assertThatThrownBy(() -> EmbeddedDatabase.start(folder, 0))
                .isInstanceOf(CannotStartException.class)
                .hasMessageStartingWith("The embedded PostgreSQL could not start (")
                .hasMessageContaining("postgresql.log")
                .hasMessageNotContaining("\n");
    }

    @Test
    void startsAfreshWhereAFirstStartWasCutShort() throws Exception {
        Files.createDirectories(folder.resolve("binaries/PG-cut/bin"));
        Files.createDirectories(folder.resolve("database/base"));
        Files.writeString(folder.resolve("database/postgresql.conf"), "");

        try (EmbeddedDatabase database = EmbeddedDatabase.start(folder, 0)) {
            assertThat(query(database, "SELECT 1")).isEqualTo("1");
        }
    }

    /** A process of its own that starts the database of this folder. */
    private Process owner() throws IOException {
        Process process = new ProcessBuilder(List.of(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Xmx128m",
                        DatabaseOwner.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static String firstLine(Process process) throws IOException {
        BufferedReader out = process.inputReader(UTF_8);
        await().atMost(60, TimeUnit.SECONDS).until(() -> out.ready() || !process.isAlive());
        return out.lines()
                .filter(line -> line.startsWith("jdbc:") || line.startsWith("Refused"))
                .findFirst()
                .orElse("");
    }

    private static void execute(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database)) {
            connection.createStatement().execute(sql);
        }
    }

    private static String query(EmbeddedDatabase database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                var rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }

    private static Connection connect(EmbeddedDatabase database) throws SQLException {
        return DriverManager.getConnection(database.url(), database.username(), database.password());
    }
}
