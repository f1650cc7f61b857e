package dev.portage.benchmark;

import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import dev.portage.sandbox.PoolUser;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.IntFunction;

/** Whether the time of a refusal tells whose it is: who is unknown, has another password, or was asked of WorkOS alone. */
final class Refusals implements Measurement {
    private static final int PER_SECOND = 10;
    private static final int USERS = 150;
    private static final double NOISE = 5;

    @Override
    public Table run() throws IOException, InterruptedException {
        Table table = new Table("Milliseconds of a refused sign-in, by whom it was refused");
        List<Double> medians = new ArrayList<>();
        try (Stage stage = new Stage("refusals")) {
            Scene scene = stage.scene();
            scene.liftLimits(1_000_000);
            scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 1000);
            scene.set("PORTAGE_COGNITO_CLIENT_ID", "movingconfidentialclient");
            scene.set("PORTAGE_COGNITO_CLIENT_SECRET", "moving-client-secret");
            scene.set("PORTAGE_SIGN_IN_TOKEN", SignIns.TOKEN);
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(2 * USERS));
            ServiceProcess service = scene.start();
            scene.api().createFor(Scene.POOL);
            List<String> emails = scene.sandbox().cognito().users(Scene.POOL).stream()
                    .map(user -> user.attribute("email").orElseThrow())
                    .toList();
            List<PoolUser> pool = scene.sandbox().cognito().users(Scene.POOL);
            for (int i = 0; i < USERS; i++) {
                SignIns.signIn(
                        service, emails.get(i), String.valueOf(pool.get(i).password()), i, 200);
            }
            scene.sandbox().faults("{\"cognito\":{\"latencyMillis\":100},\"workos\":{\"latencyMillis\":20}}");
            medians.add(measure(table, service, "has a password in WorkOS: Cognito is not asked", emails::get));
            medians.add(measure(table, service, "has another in Cognito", i -> emails.get(USERS + i)));
            medians.add(measure(table, service, "is unknown to both", i -> "nobody." + i + "@example.org"));
        }
        double spread = Collections.max(medians) - Collections.min(medians);
        return table.goal("medians within %.0f ms of each other".formatted(NOISE), spread <= NOISE);
    }

    private static double measure(Table table, ServiceProcess service, String who, IntFunction<String> email)
            throws InterruptedException {
        Times times = SignIns.at(
                PER_SECOND, USERS, i -> SignIns.signIn(service, email.apply(i), "A-wrong-one-0815", USERS + i, 401));
        table.row("who", who, "median", times.median(), "p99", times.at(0.99));
        return times.median();
    }
}
