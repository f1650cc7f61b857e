package dev.portage.benchmark;

import dev.portage.it.Arrivals;
import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import dev.portage.sandbox.Sandbox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Users per second with the budget lifted, through the whole river and in a bare loop, by turns. */
final class Throughput implements Measurement {
    private static final int USERS = 20_000;
    private static final int IN_FLIGHT = 32;
    private static final int ROUNDS = 3;
    private static final Duration LONG = Duration.ofMinutes(5);

    @Override
    public Table run() throws IOException, InterruptedException {
        Table table = new Table("Users per second with the budget lifted, beside a bare loop over the same SDK");
        boolean met = true;
        for (int latency : new int[] {0, 20}) {
            try (Stage stage = new Stage("throughput")) {
                Scene scene = stage.scene();
                scene.liftLimits(1_000_000);
                scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 1000);
                scene.sandbox().faults("{\"workos\":{\"latencyMillis\":%d}}".formatted(latency));
                ServiceProcess service = scene.start();
                river(scene, "us-east-1_Warm");
                List<Double> whole = new ArrayList<>();
                List<Double> sending = new ArrayList<>();
                List<Double> loop = new ArrayList<>();
                for (int round = 0; round < ROUNDS; round++) {
                    whole.add(river(scene, "us-east-1_Round" + round));
                    sending.add(Arrivals.at(scene.sandbox()).rate());
                    loop.add(loop(scene));
                }
                double ratio = median(whole) / median(loop);
                table.row(
                        "latency of WorkOS in ms", latency,
                        "river: reading, settling, sending", median(whole),
                        "of it sending", median(sending),
                        "bare loop", median(loop),
                        "river : loop", ratio,
                        "peak resident MB", service.peakResidentMegabytes());
                // Without any latency the loop shows what SDK and sandbox can exchange, which no WorkOS answers.
                met &= latency == 0 || ratio >= 0.6;
            }
        }
        return table.goal("the whole river at least 0.6 of the loop at 20 ms", met);
    }

    private static double river(Scene scene, String pool) {
        scene.startOver();
        scene.sandbox().pool(pool, "{\"users\":%d,\"seed\":%d,\"oddities\":false}".formatted(USERS, pool.hashCode()));
        long began = System.nanoTime();
        scene.awaitCompleted(scene.api().importPool(pool), LONG);
        return USERS / ((System.nanoTime() - began) / 1e9);
    }

    private static double loop(Scene scene) throws IOException, InterruptedException {
        scene.startOver();
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-Xmx384m",
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareLoop.class.getName(),
                        scene.sandbox().url().toString(),
                        Sandbox.API_KEY,
                        String.valueOf(USERS),
                        String.valueOf(USERS),
                        String.valueOf(IN_FLIGHT))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("The loop failed: " + output);
        }
        return Double.parseDouble(output.strip().lines().toList().getLast());
    }

    private static double median(List<Double> figures) {
        return figures.stream().sorted().skip(figures.size() / 2).findFirst().orElseThrow();
    }
}
