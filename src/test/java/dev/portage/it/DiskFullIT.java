package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The disk of the embedded database is full for a while: nobody is lost, and it goes on when there is room again. */
class DiskFullIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path disk;

    /** A disk of its own, as only root can have it; elsewhere this test is skipped. */
    @BeforeEach
    void mount() throws Exception {
        Assumptions.assumeTrue(
                run("mount", "-t", "tmpfs", "-o", "size=400m", "tmpfs", disk.toString()) == 0,
                "Only root can mount a small disk to fill");
    }

    @AfterEach
    void unmount() throws Exception {
        scene.close();
        run("umount", "-l", disk.toString());
    }

    @Test
    void isWaitedOut() throws Exception {
        scene.liftLimits(1000);
        scene.embedded(disk.resolve("data"));
        scene.sandbox().pool(Scene.POOL, "{\"users\":3000,\"oddities\":false}");
        scene.everybodyJoins();
        scene.sandbox().faults("{\"workos\":{\"latencyMillis\":200}}");
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitUsers(300, SOON);

        Path ballast = disk.resolve("ballast");
        fill(ballast);
        Scene.await("readiness that says what is wrong", SOON, () -> {
            // What a checkpoint or the recycling of its log frees is taken as well.
            fill(ballast);
            Api.Answer ready = scene.api().get("/q/health/ready");
            return ready.status() == 503;
        });
        assertThat(scene.api().get("/q/health/live").status()).as("liveness").isEqualTo(200);
        Files.delete(ballast);

        JsonNode done = scene.awaitCompleted(migration, SOON);
        assertThat(service.isAlive()).as("never restarted").isTrue();
        assertThat(scene.api().get("/q/health/ready").status()).as("readiness").isEqualTo(200);
        assertThat(done.at("/users/imported").asInt()).as(done.toString()).isEqualTo(3000);
        scene.assertNobodyIsLost(migration);
        // A kill would leave its PostgreSQL running.
        service.terminate(Duration.ofSeconds(30));
    }

    private static void fill(Path file) {
        byte[] block = new byte[64 << 10];
        try (OutputStream out = Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (true) {
                out.write(block);
            }
        } catch (IOException e) {
            // The disk is full now.
        }
    }

    private static int run(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(List.of(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }
}
