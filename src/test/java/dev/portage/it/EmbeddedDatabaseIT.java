package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Without a database's address the package brings its own PostgreSQL, whose data outlives the service. */
class EmbeddedDatabaseIT {

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    @BeforeEach
    void nameNoDatabase() {
        scene.embedded(folder);
    }

    @Test
    void isStoppedWithTheServiceAndFoundAgain() {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":50}");
        ServiceProcess first = scene.start();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, Duration.ofSeconds(60));
        assertThat(postmaster()).exists();
        first.terminate(Duration.ofSeconds(30));
        assertThat(postmaster()).as("the server's own sign of life").doesNotExist();

        ServiceProcess second = scene.start();
        scene.assertNobodyIsLost(migration);
        second.kill();
        assertThat(postmaster()).as("left behind by a killed service").exists();

        scene.start();
        scene.assertNobodyIsLost(migration);
    }

    private Path postmaster() {
        return folder.resolve("database/postmaster.pid");
    }
}
