package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The clock of a machine is set: the service on it and its PostgreSQL read another time from one moment to the next. */
class ClockJumpIT {
    private static final Duration SOON = Duration.ofSeconds(90);

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    private Path offset;

    @BeforeEach
    void lendAClock() throws Exception {
        Path clock = folder.resolve("clock.so");
        Assumptions.assumeTrue(compiled(clock), "Without a C compiler there is no clock to be set");
        offset = folder.resolve("offset");
        set(Duration.ZERO);
        scene.set("LD_PRELOAD", clock);
        scene.set("CLOCK_OFFSET_FILE", offset);
    }

    private static boolean compiled(Path library) throws InterruptedException {
        try {
            Process compiler = new ProcessBuilder(
                            "cc", "-O2", "-shared", "-fPIC", "-o", library.toString(), "src/test/c/clock.c")
                    .inheritIO()
                    .start();
            return compiler.waitFor() == 0;
        } catch (IOException _) {
            return false;
        }
    }

    /** Seen by all that run, at once. */
    private void set(Duration ahead) throws IOException {
        ByteBuffer seconds = ByteBuffer.allocate(Long.BYTES)
                .order(ByteOrder.nativeOrder())
                .putLong(ahead.toSeconds())
                .flip();
        try (FileChannel file = FileChannel.open(offset, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(seconds, 0);
        }
    }

    @Test
    void neitherStopsAnImportNorSpeedsItUp() throws IOException {
        scene.embedded(folder.resolve("data"));
        scene.sandbox().pool(Scene.POOL, "{\"users\":900,\"oddities\":false}");
        scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);

        scene.awaitUsers(200, SOON);
        set(Duration.ofHours(1));
        scene.awaitUsers(400, SOON);
        set(Duration.ofHours(-1));
        scene.awaitUsers(600, SOON);
        set(Duration.ZERO);
        JsonNode done = scene.awaitCompleted(migration, SOON);

        Arrivals arrivals = Arrivals.at(scene.sandbox());
        System.out.println("Writes while the clock was set three times: " + arrivals);
        assertThat(scene.sandbox().calls().path("throttled").asInt()).isZero();
        assertThat(done.at("/users/imported").asInt()).as(done.toString()).isEqualTo(900);
        assertThat(scene.calls("users.create")).as("each once").isEqualTo(900);
        scene.assertNobodyIsLost(migration);
    }
}
