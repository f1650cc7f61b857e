package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** OpenTelemetry's own variables turn traces on, and traces tell of no user. */
class TracesIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    private final List<String> received = new CopyOnWriteArrayList<>();
    private HttpServer collector;

    @BeforeEach
    void collect() throws IOException {
        collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        collector.createContext("/v1/traces", exchange -> {
            try (exchange) {
                received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
                exchange.sendResponseHeaders(200, -1);
            }
        });
        collector.start();
        scene.sandbox().pool(Scene.POOL, "{\"users\":10,\"oddities\":false}");
        scene.set(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://localhost:" + collector.getAddress().getPort());
        scene.set("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
    }

    @AfterEach
    void collectNoMore() {
        collector.stop(0);
    }

    @Test
    void nameOperationsAndNoUser() {
        scene.set("OTEL_SDK_DISABLED", "false");
        scene.start();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, SOON);
        scene.api().get("/migrations/" + migration + "/users?email=zaphod@example.com");
        scene.api().get("/zaphod@example.com");
        scene.api().get("/migrations/zaphod@example.com/users");

        Scene.await("traces", SOON, () -> all().contains("/migrations/{id}/users") && all().contains("users.create"));
        assertThat(all()).contains("cognito ListUsers", "workos users.create", "success", "portage");
        assertThat(all()).doesNotContain("example.com", Api.TOKEN, "sk_sandbox", "Bearer");
    }

    @Test
    void areNotSentUnlessTheyAreAskedFor() {
        ServiceProcess service = scene.start();
        scene.awaitCompleted(scene.api().importPool(Scene.POOL), SOON);
        service.terminate(Duration.ofSeconds(30));
        assertThat(received).isEmpty();
    }

    private String all() {
        return String.join("", received);
    }
}
