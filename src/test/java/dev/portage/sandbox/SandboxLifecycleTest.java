package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;

class SandboxLifecycleTest {

    @Test
    void aReloadFindsItsPortFree() throws Exception {
        int port = freePort();
        for (int i = 0; i < 3; i++) {
            SandboxLifecycle lifecycle = new SandboxLifecycle(port);
            lifecycle.start(new StartupEvent());
            try (var client = HttpClient.newHttpClient()) {
                var answer = client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/sandbox"))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
                assertThat(answer.statusCode()).isEqualTo(200);
            }
            lifecycle.stop(new ShutdownEvent());
        }
    }

    private static int freePort() throws Exception {
        try (Sandbox sandbox = Sandbox.start(0)) {
            return sandbox.url().getPort();
        }
    }

    @Test
    void aPortInUseDoesNotStopTheService() throws Exception {
        try (Sandbox other = Sandbox.start(0)) {
            SandboxLifecycle lifecycle = new SandboxLifecycle(other.url().getPort());

            assertThatCode(() -> lifecycle.start(new StartupEvent())).doesNotThrowAnyException();
            assertThatCode(() -> lifecycle.stop(new ShutdownEvent())).doesNotThrowAnyException();
        }
    }
}
