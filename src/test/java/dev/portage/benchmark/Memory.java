package dev.portage.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import java.io.IOException;
import java.time.Duration;

/** How much memory an import of few users takes and one of many; and what a second run of the many costs WorkOS. */
final class Memory implements Measurement {
    private static final Duration LONG = Duration.ofMinutes(8);

    /** What the process holds of a pool would show in what its collections leave; 16 MB are chance. */
    static final double CHANCE = 16;

    @Override
    public Table run() throws IOException {
        Table table = new Table("Memory of an import by number of users, and a second run over the same pool");
        double[] live = new double[2];
        int writes = 0;
        int[] sizes = {1_000, 100_000};
        for (int i = 0; i < sizes.length; i++) {
            try (Stage stage = new Stage("memory")) {
                Scene scene = stage.scene();
                scene.liftLimits(20_000);
                scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 1000);
                scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(sizes[i]));
                ServiceProcess service = scene.start("-Xmx256m");
                String migration = scene.api().importPool(Scene.POOL);
                JsonNode done;
                try (FullCollections _ = new FullCollections(service)) {
                    done = scene.awaitCompleted(migration, LONG);
                }
                live[i] = service.peakLiveMegabytes();
                double resident = service.peakResidentMegabytes();
                scene.sandbox().resetCalls();
                scene.api().startImport(migration);
                long began = System.nanoTime();
                scene.awaitCompleted(migration, LONG);
                double seconds = (System.nanoTime() - began) / 1e9;
                writes += scene.calls("users.create") + scene.calls("users.update");
                table.row(
                        "users",
                        sizes[i],
                        "imported",
                        done.at("/users/imported").asInt(),
                        "held after collections MB",
                        live[i],
                        "peak resident MB",
                        resident,
                        "second run: seconds",
                        seconds,
                        "second run: WorkOS writes",
                        scene.calls("users.create") + scene.calls("users.update"));
            }
        }
        return table.goal("100,000 users take no more memory than 1,000", live[1] <= live[0] + CHANCE)
                .goal("a run over unchanged users writes nothing to WorkOS", writes == 0);
    }
}
