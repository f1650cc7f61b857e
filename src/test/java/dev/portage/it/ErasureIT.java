package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.DatabaseText;
import dev.portage.testing.Portage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Of an uploaded dump nothing is left once its migration is erased: not in the database, and not on disk. */
class ErasureIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    /** In everybody's sub, and in everybody's address and name. */
    private static final List<String> TRACES = List.of("beeb1e00", "zaphod");

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path disk;

    private final CompletableFuture<Integer> stuck = new CompletableFuture<>();

    private static byte[] dump(int users) {
        return IntStream.range(0, users)
                .mapToObj("""
                        {"Username":"zaphod-%1$d","Enabled":true,"UserStatus":"CONFIRMED","Attributes":[
                         {"Name":"sub","Value":"beeb1e00-0000-4000-8000-%1$012d"},
                         {"Name":"email","Value":"zaphod.%1$d@example.com"},{"Name":"email_verified","Value":"true"}]}"""::formatted)
                .collect(Collectors.joining(",\n", "{\"Users\":[", "]}"))
                .getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] packed(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    @Test
    void leavesNothingOfADump() throws IOException, SQLException {
        ServiceProcess service = start();
        Portage portage = new Portage(service.url(), Api.TOKEN);
        String migration = scene.api().createForDump();
        byte[] dump = dump(20_000);

        // Sent whole and packed, and one that breaks off.
        assertThat(portage.upload(migration, packed(dump), "application/gzip").status())
                .isEqualTo(200);
        assertThat(portage.upload(migration, Arrays.copyOf(dump, dump.length / 2), "application/json")
                        .status())
                .isEqualTo(400);
        assertThat(traces()).isNotEmpty();
        erase(portage, migration);

        assertThat(traces()).isEmpty();
        assertThat(filesWithTraces()).isEmpty();
        assertThat(service.log().toLowerCase(Locale.ROOT)).doesNotContain(TRACES);
    }

    @Test
    void leavesNothingOfOneThatIsStillBeingSent() throws IOException, SQLException {
        ServiceProcess service = start();
        Portage portage = new Portage(service.url(), Api.TOKEN);
        String migration = scene.api().createForDump();
        byte[] dump = dump(2_050);
        int stop = dump.length * 3 / 4;
        CompletableFuture<Api.Answer> upload = CompletableFuture.supplyAsync(() -> scene.api()
                .upload(
                        migration,
                        () -> new SequenceInputStream(new ByteArrayInputStream(dump, 0, stop), stopped(dump, stop)),
                        SOON));
        Scene.await(
                "the first batch",
                SOON,
                () -> scene.api().migration(migration).at("/users/discovered").asInt() == 1000);

        // While it is being read too, nothing of it lies anywhere but in the database.
        assertThat(filesWithTraces()).isEmpty();
        erase(portage, migration);
        stuck.complete(0);

        assertThat(upload)
                .succeedsWithin(SOON)
                .satisfies(answer -> assertThat(answer.status()).isEqualTo(409))
                .satisfies(answer ->
                        assertThat(answer.body().path("type").asText()).isEqualTo("migration-erased"));
        assertThat(traces()).isEmpty();
        assertThat(filesWithTraces()).isEmpty();
    }

    /** A service whose temporary files, working directory's data and caches are all in one folder. */
    private ServiceProcess start() throws IOException {
        scene.set("PORTAGE_DATA_DIR", Files.createDirectories(disk.resolve("data")));
        scene.set("HOME", disk);
        scene.set("TMPDIR", disk);
        return scene.start("-Djava.io.tmpdir=" + disk);
    }

    private static void erase(Portage portage, String migration) {
        assertThat(portage.delete("/migrations/" + migration).statusCode()).isEqualTo(204);
    }

    /** The rest of a file, from a client that got stuck there. */
    private InputStream stopped(byte[] file, int from) {
        return new InputStream() {
            private final InputStream rest = new ByteArrayInputStream(file, from, file.length - from);

            @Override
            public int read() throws IOException {
                stuck.join();
                return rest.read();
            }
        };
    }

    private List<String> traces() throws SQLException {
        DatabaseText text = new DatabaseText(scene.database());
        for (String trace : TRACES) {
            List<String> found = text.columnsThatHold(trace);
            if (!found.isEmpty()) {
                return found;
            }
        }
        return List.of();
    }

    private List<Path> filesWithTraces() throws IOException {
        try (Stream<Path> files = Files.walk(disk)) {
            return files.filter(Files::isRegularFile)
                    .filter(ErasureIT::holdsATrace)
                    .toList();
        }
    }

    private static boolean holdsATrace(Path file) {
        try {
            String content = Files.readString(file, StandardCharsets.ISO_8859_1).toLowerCase(Locale.ROOT);
            return TRACES.stream().anyMatch(content::contains);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
