package dev.portage.benchmark;

import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How soon the service is ready on a migrated database, and what it takes when idle and in an import at full rate. */
final class Footprint implements Measurement {
    private static final int STARTS = 10;
    private static final int USERS = 2_000;

    /** The smallest heap that the manifests give it. */
    private static final String HEAP = "-Xmx64m";

    private static final Duration SETTLED = Duration.ofSeconds(15);

    @Override
    public Table run() throws IOException, InterruptedException {
        try (Stage stage = new Stage("footprint")) {
            Scene scene = stage.scene();
            scene.start(HEAP).terminate(Duration.ofSeconds(30));
            List<Double> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                long began = System.nanoTime();
                ServiceProcess started = scene.start(HEAP);
                started.awaitReady();
                starts.add((System.nanoTime() - began) / 1e6);
                started.terminate(Duration.ofSeconds(30));
            }
            ServiceProcess service = scene.start(HEAP);
            Thread.sleep(SETTLED);
            double idle = service.residentMegabytes();
            double own = service.anonymousMegabytes();
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(USERS));
            scene.awaitCompleted(scene.api().importPool(Scene.POOL), Duration.ofMinutes(3));
            double importing = service.peakResidentMegabytes();
            double start = new Times(starts).median();
            return new Table("Start and memory")
                    .row(
                            "ready after ms, median", start,
                            "slowest", new Times(starts).at(1),
                            "idle: resident MB", idle,
                            "of it its own", own,
                            "import at full rate: peak resident MB", importing)
                    .goal("the executable is ready within 100 ms", start < 100)
                    .goal("it takes less than 100 MB when idle, less than 40 of them its own", idle < 100 && own < 40)
                    .goal("it takes less than 150 MB in an import", importing < 150);
        }
    }
}
