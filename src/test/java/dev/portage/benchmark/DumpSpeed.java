package dev.portage.benchmark;

import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.postgresql.PGConnection;
import org.postgresql.copy.CopyManager;

/** How fast a dump of a million users is taken, in how much memory, beside {@code COPY} of the same rows. */
final class DumpSpeed implements Measurement {
    private static final int USERS = 1_000_000;
    private static final int HEAP = 256;
    /** The columns that a dump fills; one that the database generates can't be copied. */
    private static final String COLUMNS = "migration_id, sub, username, email, status, enabled, federated_only,"
            + " source_created_at, source_modified_at, attributes, identities, digest, first_seen_at, updated_at";

    @Override
    public Table run() throws IOException, SQLException {
        try (Stage stage = new Stage("dump")) {
            Scene scene = stage.scene();
            ServiceProcess service = scene.start("-Xmx" + HEAP + "m");
            long began = System.nanoTime();
            double upload;
            try (FullCollections _ = new FullCollections(service)) {
                Dumps.upload(scene, USERS);
                upload = seconds(began);
            }
            double heap = service.peakHeapMegabytes();
            double live = service.peakLiveMegabytes();
            double resident = service.peakResidentMegabytes();
            service.close();
            double copy = copy(stage);
            return new Table("A dump of 1,000,000 users")
                    .row(
                            "way", "PUT …/dump",
                            "seconds", upload,
                            "rows per second", USERS / upload,
                            "peak heap MB", heap,
                            "held after collections MB", live,
                            "peak resident MB", resident)
                    .row(
                            "way", "COPY into the same table and indexes",
                            "seconds", copy,
                            "rows per second", USERS / copy,
                            "peak heap MB", "–",
                            "held after collections MB", "–",
                            "peak resident MB", "–")
                    .goal("a heap of at most 256 MB", heap <= HEAP);
        }
    }

    private static double copy(Stage stage) throws SQLException, IOException {
        Path file = Files.createTempFile(Path.of("target/benchmark"), "users", ".csv");
        try (Connection connection = stage.database().source().getConnection();
                Statement statement = connection.createStatement()) {
            CopyManager copies = connection.unwrap(PGConnection.class).getCopyAPI();
            try (OutputStream out = Files.newOutputStream(file)) {
                copies.copyOut("copy (select %s from source_user) to stdout (format csv)".formatted(COLUMNS), out);
            }
            statement.execute("create table copied (like source_user including all)");
            long began = System.nanoTime();
            try (InputStream in = Files.newInputStream(file)) {
                copies.copyIn("copy copied (%s) from stdin (format csv)".formatted(COLUMNS), in);
            }
            return seconds(began);
        } finally {
            Files.delete(file);
        }
    }

    private static double seconds(long began) {
        return (System.nanoTime() - began) / 1e9;
    }
}
