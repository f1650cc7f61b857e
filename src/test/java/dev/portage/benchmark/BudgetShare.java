package dev.portage.benchmark;

import dev.portage.it.Arrivals;
import dev.portage.it.Scene;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/** How much of the default budget is used, over more than three minutes, and whether any window sees more. */
final class BudgetShare implements Measurement {
    private static final int BUDGET = 450;
    private static final int USERS = 8_200;

    @Override
    public Table run() throws IOException {
        Table table = new Table("Share of the budget of 450 writes in 10 s, and the worst window");
        boolean used = true;
        boolean kept = true;
        for (Setting setting : List.of(new Setting(1, 20), new Setting(1, 300), new Setting(3, 50))) {
            Arrivals arrivals = measure(setting);
            double share = arrivals.rate() * 10 / BUDGET;
            table.row(
                    "replicas", setting.replicas(),
                    "latency of WorkOS in ms", setting.latencyMillis(),
                    "users", arrivals.count(),
                    "seconds", arrivals.lasted().toMillis() / 1e3,
                    "users per second", arrivals.rate(),
                    "share of the budget", share,
                    "fewest in 10 s", arrivals.leastInTenSeconds(),
                    "most in 10 s", arrivals.worst());
            used &= share >= 0.97;
            kept &= arrivals.worst() <= BUDGET;
        }
        return table.goal("at least 0.97 of the budget", used).goal("never over it", kept);
    }

    private record Setting(int replicas, int latencyMillis) {}

    private static Arrivals measure(Setting setting) throws IOException {
        try (Stage stage = new Stage("budget")) {
            Scene scene = stage.scene();
            scene.sandbox()
                    .faults("{\"workos\":{\"latencyMillis\":%1$d,\"latencyJitterMillis\":%1$d}}"
                            .formatted(setting.latencyMillis()));
            scene.sandbox().pool("us-east-1_First", "{\"users\":300,\"seed\":1,\"oddities\":false}");
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(USERS));
            scene.startAll(setting.replicas());
            if (setting.replicas() > 1) {
                // JVMs that start together on one small machine are slow at first; here it counts how they share.
                scene.awaitCompleted(scene.api().importPool("us-east-1_First"), Duration.ofMinutes(1));
                scene.startOver();
            }
            scene.awaitCompleted(scene.api().importPool(Scene.POOL), Duration.ofMinutes(6));
            return Arrivals.at(scene.sandbox());
        }
    }
}
