package dev.portage.reset;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.Map;

/** A service that is tried hard, and that hands links over to a sender of mails, at whose port the test listens. */
public final class OwnMailer implements QuarkusTestProfile {
    static final String SECRET = "callback-secret-31b7d0c4";

    /** Where the test finds it, which may see another copy of this class, and no settings of a packaged service. */
    private static final String CALLBACK = "portage.test.callback";

    /** Where the links go. */
    static URI callback() {
        return URI.create(System.getProperty(CALLBACK));
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        System.setProperty(CALLBACK, "http://127.0.0.1:" + freePort() + "/links");
        return Map.of(
                "portage.queue.back-off.first",
                "10ms",
                "portage.queue.back-off.longest",
                "50ms",
                "portage.reset.callback.url",
                callback().toString(),
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
