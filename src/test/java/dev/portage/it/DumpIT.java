package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of any size are taken in constant memory, and what has been taken survives a crash. */
class DumpIT {
    private static final Duration LONG = Duration.ofMinutes(4);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    private final CompletableFuture<Integer> stuck = new CompletableFuture<>();

    @Test
    void of200000UsersFitsIntoASmallHeap() throws IOException {
        int users = 200_000;
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d}".formatted(users));
        ServiceProcess service = scene.start("-Xmx256m");
        String migration = scene.api().createForDump();

        long began = System.nanoTime();
        Api.Answer answer = scene.api().upload(migration, this::dump, LONG);
        double seconds = (System.nanoTime() - began) / 1e9;
        System.out.printf(
                "Dump of %d users: %.0f s, %.0f rows per second; heap at most %.0f MB used, %.0f MB live%n",
                users, seconds, users / seconds, service.peakHeapMegabytes(), service.peakLiveMegabytes());
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(answer.body().path("users").asInt()).isEqualTo(users);
        assertThat(scene.api().migration(migration).at("/users/discovered").asInt())
                .isEqualTo(users);
        assertThat(service.peakLiveMegabytes())
                .as("megabytes held, whatever the size of the dump")
                .isLessThan(128);
    }

    @Test
    void mayBeCompressedAndIsTakenUpAgainAfterACrash() throws Exception {
        int users = 8_000;
        scene.liftLimits(100_000);
        scene.everybodyJoins();
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d}".formatted(users));
        Path compressed = folder.resolve("users.json.gz");
        try (InputStream plain = dump();
                OutputStream gzip = new GZIPOutputStream(new BufferedOutputStream(Files.newOutputStream(compressed)))) {
            plain.transferTo(gzip);
        }
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().createForDump();

        CompletableFuture<Api.Answer> cutShort =
                CompletableFuture.supplyAsync(() -> scene.api().upload(migration, () -> stopping(compressed), LONG));
        Scene.await("some of the dump", Duration.ofSeconds(60), () -> taken(migration) >= 2000);
        service.kill();
        stuck.complete(-1);
        assertThat(cutShort).failsWithin(Duration.ofSeconds(20)).withThrowableOfType(ExecutionException.class);

        scene.startQuick();
        assertThat(taken(migration)).as("kept").isBetween(2000, users - 1);
        Api.Answer answer = scene.api().upload(migration, () -> open(compressed), LONG);
        assertThat(answer.status()).as(answer.body().toString()).isEqualTo(200);
        assertThat(taken(migration)).isEqualTo(users);

        scene.api().startImport(migration);
        JsonNode done = scene.awaitCompleted(migration, LONG);
        assertThat(done.at("/memberships/assigned").asInt())
                .as(done.toString())
                .isEqualTo(done.at("/users/imported").asInt())
                .isPositive();
        scene.assertNobodyIsLost(migration, Scene.POOL);
    }

    /** As it is read by a client that gets stuck in the middle of the file. */
    private InputStream stopping(Path file) {
        try {
            byte[] whole = Files.readAllBytes(file);
            InputStream half = new ByteArrayInputStream(whole, 0, whole.length / 2);
            return new SequenceInputStream(half, new InputStream() {
                @Override
                public int read() {
                    return stuck.join();
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private int taken(String migration) {
        return scene.api().migration(migration).at("/users/discovered").asInt();
    }

    /** As {@code aws cognito-idp list-users} writes it, made up while it is read. */
    private InputStream dump() {
        try {
            return URI.create(scene.sandbox().url() + "/sandbox/pools/" + Scene.POOL + "/dump")
                    .toURL()
                    .openStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static InputStream open(Path file) {
        try {
            return Files.newInputStream(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
