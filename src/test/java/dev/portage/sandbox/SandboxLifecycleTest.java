package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import org.junit.jupiter.api.Test;

class SandboxLifecycleTest {

    @Test
    void aReloadFindsItsPortFree() throws Exception {
        int port = freePort();
        for (int i = 0; i < 3; i++) {
            SandboxLifecycle lifecycle = new SandboxLifecycle(port);
            lifecycle.start(new StartupEvent());
            try (var client = java.net.http.HttpClient.newHttpClient()) {
                var answer = client.send(
                        java.net.http.HttpRequest.newBuilder(
                                        java.net.URI.create("http://127.0.0.1:" + port + "/sandbox"))
                                .build(),
                        java.net.http.HttpResponse.BodyHandlers.ofString());
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
