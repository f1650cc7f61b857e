package dev.portage.reset;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A service that is tried hard, and that hands links over to a sender of mails, at whose port the test listens. */
public final class OwnMailer implements QuarkusTestProfile {
    static final String SECRET = "callback-secret-31b7d0c4";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "portage.queue.back-off.first",
                "10ms",
                "portage.queue.back-off.longest",
                "50ms",
                "portage.reset.callback.url",
                "http://127.0.0.1:" + freePort() + "/links",
                "portage.reset.callback.secret",
                SECRET);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
