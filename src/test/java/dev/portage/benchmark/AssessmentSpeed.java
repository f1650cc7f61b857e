package dev.portage.benchmark;

import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import java.io.IOException;
import java.time.Duration;

/** How fast the users of a dump are assessed, in how much memory, and how fast what was found is read. */
final class AssessmentSpeed implements Measurement {
    private static final Duration LONG = Duration.ofMinutes(20);
    private static final int HEAP = 256;
    private static final int READS = 20;

    @Override
    public Table run() throws IOException {
        Table table = new Table("The assessment of a dump, by number of users");
        int[] sizes = {100_000, 1_000_000};
        double[] live = new double[sizes.length];
        double[] reading = new double[sizes.length];
        double heap = 0;
        for (int i = 0; i < sizes.length; i++) {
            try (Stage stage = new Stage("assessment")) {
                Scene scene = stage.scene();
                ServiceProcess uploading = scene.start("-Xmx" + HEAP + "m");
                String migration = Dumps.upload(scene, sizes[i]);
                uploading.close();
                // Another process, whose peaks are those of the assessment.
                ServiceProcess service = scene.start("-Xmx" + HEAP + "m");
                double seconds;
                try (FullCollections _ = new FullCollections(service)) {
                    seconds = assess(scene, migration);
                }
                heap = service.peakHeapMegabytes();
                live[i] = service.peakLiveMegabytes();
                Times reads = Times.of(READS, () -> scene.api().get("/migrations/" + migration + "/assessment"));
                reading[i] = reads.median();
                table.row(
                        "users",
                        sizes[i],
                        "seconds",
                        seconds,
                        "rows per second",
                        sizes[i] / seconds,
                        "peak heap MB",
                        heap,
                        "held after collections MB",
                        live[i],
                        "peak resident MB",
                        service.peakResidentMegabytes(),
                        "reading it: ms, median",
                        reading[i]);
            }
        }
        return table.goal("a heap of at most %d MB".formatted(HEAP), heap <= HEAP)
                .goal("1,000,000 users take no more memory than 100,000", live[1] <= live[0] + Memory.CHANCE)
                .goal("reading 1,000,000 takes at most twice what 100,000 do", reading[1] <= 2 * reading[0]);
    }

    private static double assess(Scene scene, String migration) {
        String path = "/migrations/" + migration + "/assessment";
        long began = System.nanoTime();
        int status = scene.api().post(path, "{}").status();
        if (status != 202) {
            throw new IllegalStateException("The assessment was answered " + status);
        }
        Scene.await("the assessment", LONG, () -> {
            String state = scene.query("select state from run where migration_id = '%s'".formatted(migration));
            if (!state.equals("RUNNING") && !state.equals("COMPLETED")) {
                throw new AssertionError("The assessment is " + state);
            }
            return state.equals("COMPLETED");
        });
        double seconds = (System.nanoTime() - began) / 1e9;
        if (!scene.api().get(path).body().path("state").asText().equals("READY")) {
            throw new IllegalStateException("The assessment ended, and is not ready");
        }
        return seconds;
    }
}
