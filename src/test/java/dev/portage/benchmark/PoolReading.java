package dev.portage.benchmark;

import dev.portage.it.Scene;
import java.io.IOException;
import java.time.Duration;

/** Whether an assessment reads a pool as fast as the budget for Cognito's listings allows, and never faster. */
final class PoolReading implements Measurement {
    private static final int USERS = 60_000;
    private static final int PAGES = USERS / 60;
    private static final Duration LONG = Duration.ofMinutes(5);

    @Override
    public Table run() throws IOException {
        Table table = new Table("Pages of a pool a second, by budget; Cognito's quota is 30");
        boolean used = true;
        boolean kept = true;
        for (int budget : new int[] {20, 28}) {
            try (Stage stage = new Stage("reading")) {
                Scene scene = stage.scene();
                scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", budget);
                scene.sandbox()
                        .pool(
                                Scene.POOL,
                                "{\"users\":%d,\"oddities\":false,\"groups\":false,\"providers\":false}"
                                        .formatted(USERS));
                scene.start();
                String migration = scene.api().createFor(Scene.POOL);
                scene.api().post("/migrations/" + migration + "/assessment", "{}");
                Scene.await("the first page", LONG, () -> scene.calls("ListUsers") > 0);
                long began = System.nanoTime();
                int first = scene.calls("ListUsers");
                Scene.await("the last page", LONG, () -> scene.calls("ListUsers") >= PAGES);
                double perSecond = (scene.calls("ListUsers") - first) / ((System.nanoTime() - began) / 1e9);
                table.row(
                        "budget",
                        budget,
                        "pages per second",
                        perSecond,
                        "users per second",
                        perSecond * 60,
                        "share of the budget",
                        perSecond / budget);
                used &= perSecond / budget >= 0.9;
                kept &= perSecond <= budget;
            }
        }
        return table.goal("at least 0.9 of the budget", used).goal("never over it", kept);
    }
}
