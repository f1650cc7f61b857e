package dev.portage.webhook;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.util.Map;

/** A service with a webhook, at whose port the test listens, and that soon takes a run for stalled. */
public final class ToldOfEverything implements QuarkusTestProfile {
    private static final String PORT = "test.webhook.port";

    static final String SECRET = "webhook-secret-7c20e91b";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "portage.webhook.url",
                "http://127.0.0.1:" + port() + "/hook",
                "portage.webhook.secret",
                SECRET,
                "portage.webhook.timeout",
                "3s",
                "portage.stalled.after",
                "3s",
                "portage.stalled.look-every",
                "1s");
    }

    /** Chosen once in this process, by whichever class loader asks first. */
    static int port() {
        return Integer.parseInt(System.getProperties()
                .computeIfAbsent(PORT, name -> String.valueOf(freePort()))
                .toString());
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
