package dev.portage.benchmark;

import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.SandboxHttp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.IntFunction;

/**
 * How long a sign-in takes beyond its calls to WorkOS and Cognito, at 200 a second: its time less that of the calls,
 * each of which the sandbox answers after a fixed while.
 */
final class SignIns implements Measurement {
    private static final int PER_SECOND = 200;
    private static final int SECONDS = 15;
    private static final int ARRIVING_PER_SECOND = PER_SECOND / 10;
    private static final int WITHIN_BUDGET_PER_SECOND = 40;
    private static final int UPSTREAM_MILLIS = 20;
    static final String TOKEN = "sign-in-token-of-the-benchmark";

    @Override
    public Table run() throws IOException, InterruptedException {
        Table table = new Table("Milliseconds of a sign-in beyond its upstream calls, at 200 a second");
        try (Stage stage = new Stage("signin")) {
            Scene scene = stage.scene();
            scene.liftLimits(1_000_000);
            scene.set("PORTAGE_COGNITO_REQUESTS_PER_SECOND", 1000);
            scene.set("PORTAGE_COGNITO_CLIENT_ID", "movingconfidentialclient");
            scene.set("PORTAGE_COGNITO_CLIENT_SECRET", "moving-client-secret");
            scene.set("PORTAGE_SIGN_IN_TOKEN", TOKEN);
            int users = PER_SECOND * SECONDS;
            int arrivals = ARRIVING_PER_SECOND * SECONDS;
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(2 * users));
            ServiceProcess service = scene.start();
            scene.api().createFor(Scene.POOL);
            List<PoolUser> pool = scene.sandbox().cognito().users(Scene.POOL);
            scene.sandbox().faults("""
                    {"workos":{"latencyMillis":%1$d},"cognito":{"latencyMillis":%1$d}}""".formatted(UPSTREAM_MILLIS));
            // Users who come over, at a tenth of the rate: that happens once to each.
            Times onStart = at(ARRIVING_PER_SECOND, arrivals, i -> signIn(service, pool.get(i), i));
            at(ARRIVING_PER_SECOND, 2 * arrivals, i -> signIn(service, pool.get(arrivals + i), i));
            Times arriving = at(ARRIVING_PER_SECOND, arrivals, i -> signIn(service, pool.get(3 * arrivals + i), i));
            // What a service that has run for days has behind it: the compiler is done.
            at(PER_SECOND, 3 * users, i -> signIn(service, pool.get(i % arrivals), i));
            scene.sandbox().resetCalls();
            Times signedIn = at(PER_SECOND, users, i -> signIn(service, pool.get(i % arrivals), i));
            double calls = (double) scene.calls("authenticate") / users;
            // Two sign-ins at WorkOS, the proof, the look-up, the events, the create.
            row(table, "the first, in the 15 s after a start", 6, onStart);
            row(table, "the first, which carries the password over", 6, arriving);
            row(table, "any later one", 1, signedIn);
            Times beside = besideAnImport();
            row(table, "the same, 5 a second beside a full-rate import", 1, beside);
            double median = signedIn.median() - UPSTREAM_MILLIS;
            double worst = signedIn.at(0.99) - UPSTREAM_MILLIS;
            return table.goal("one upstream call for a signed-in user", calls == 1)
                    .goal("at most 5 ms of its own at the median", median <= 5)
                    .goal("at most 20 ms at the 99th percentile", worst <= 20)
                    .goal(
                            "beside a full-rate import no more than 20 ms, nine times in ten",
                            beside.at(0.9) - UPSTREAM_MILLIS <= 20);
        }
    }

    /** At the default budget, which an import uses up. */
    private static Times besideAnImport() throws IOException, InterruptedException {
        try (Stage stage = new Stage("signin-import")) {
            Scene scene = stage.scene();
            scene.set("PORTAGE_SIGN_IN_TOKEN", TOKEN);
            scene.sandbox().faults("{\"workos\":{\"latencyMillis\":%d}}".formatted(UPSTREAM_MILLIS));
            SandboxHttp control = new SandboxHttp(scene.sandbox().url());
            List<PoolUser> users = new ArrayList<>();
            scene.sandbox().pool("us-east-1_Known", "{\"users\":50,\"oddities\":false,\"seed\":7}");
            for (PoolUser user : scene.sandbox().cognito().users("us-east-1_Known")) {
                control.send(
                        "POST",
                        "/user_management/users",
                        "{\"email\":\"known-%s\",\"email_verified\":true,\"password\":\"%s-known\"}"
                                .formatted(user.attribute("email").orElseThrow(), user.password()));
                users.add(user);
            }
            scene.sandbox().pool(Scene.POOL, "{\"users\":2500,\"oddities\":false}");
            ServiceProcess service = scene.start();
            IntFunction<Duration> one = i -> {
                PoolUser user = users.get(i % users.size());
                return signIn(service, "known-" + user.attribute("email").orElseThrow(), user.password() + "-known", i);
            };
            // Here too the compiler is done; WorkOS's limit for one address would allow too few of so few users.
            scene.sandbox().limits("{\"all\":\"unlimited\"}");
            at(WITHIN_BUDGET_PER_SECOND, 60 * WITHIN_BUDGET_PER_SECOND, one);
            control.send("DELETE", "/sandbox/limits", "");
            scene.api().importPool(Scene.POOL);
            scene.awaitUsers(400, Duration.ofMinutes(1));
            return at(5, 150, one);
        }
    }

    private static void row(Table table, String which, int calls, Times times) {
        table.row(
                "sign-in",
                which,
                "upstream calls of 20 ms",
                calls,
                "own, median",
                times.median() - calls * UPSTREAM_MILLIS,
                "own, p99",
                times.at(0.99) - calls * UPSTREAM_MILLIS);
    }

    /** Begins one at each tick, whether those before are done: whoever waits for an answer counts as waiting. */
    static Times at(int perSecond, int count, IntFunction<Duration> one) throws InterruptedException {
        List<Double> millis = Collections.synchronizedList(new ArrayList<>());
        long start = System.nanoTime();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < count; i++) {
                int number = i;
                long due = start + TimeUnit.SECONDS.toNanos(1) * i / perSecond;
                TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
                threads.execute(() -> millis.add(one.apply(number).toNanos() / 1e6));
            }
        }
        if (millis.size() != count) {
            throw new IllegalStateException(millis.size() + " of " + count + " sign-ins were answered");
        }
        return new Times(List.copyOf(millis));
    }

    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .executor(Executors.newVirtualThreadPerTaskExecutor())
            .build();

    private static Duration signIn(ServiceProcess service, PoolUser user, int number) {
        return signIn(service, user.attribute("email").orElseThrow(), String.valueOf(user.password()), number);
    }

    private static Duration signIn(ServiceProcess service, String email, String password, int number) {
        return signIn(service, email, password, number, 200);
    }

    /** Posts credentials, from another client for each number; fails where the answer has another status. */
    static Duration signIn(ServiceProcess service, String email, String password, int number, int status) {
        String body = "{\"email\":\"%s\",\"password\":\"%s\",\"ipAddress\":\"10.%d.%d.%d\",\"userAgent\":\"benchmark\"}"
                .formatted(email, password, number >> 16 & 255, number >> 8 & 255, number & 255);
        HttpRequest request = HttpRequest.newBuilder(URI.create(service.url() + "/sign-in"))
                .header("Authorization", "Bearer " + TOKEN)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        long began = System.nanoTime();
        try {
            HttpResponse<String> response = HTTP.send(request, HttpResponse.BodyHandlers.ofString());
            Duration taken = Duration.ofNanos(System.nanoTime() - began);
            if (response.statusCode() != status) {
                throw new IllegalStateException("Answered " + response.statusCode() + ": " + response.body());
            }
            return taken;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
