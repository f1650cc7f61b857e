package dev.portage.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.net.URI;
import java.util.Map;

/**
 * A service that is tried hard: short back-offs, so that many attempts take little time, tokens to look out for, and a
 * sender of mails to hand links over to, at whose port a test listens.
 *
 * <p>Quarkus builds the service anew for each profile, so there are few: settings that do not get in each other's way
 * share one.
 */
public final class FastRetries implements QuarkusTestProfile {
    public static final String ADMIN_TOKEN = "admin-token-5f1c9ab2";
    public static final String CALLBACK_SECRET = "callback-secret-31b7d0c4";

    private static final FreePort CALLBACK_PORT = new FreePort("test.callback.port");

    /** Where the links go. */
    public static URI callback() {
        return URI.create("http://127.0.0.1:" + CALLBACK_PORT.number() + "/links");
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "portage.queue.back-off.first",
                "10ms",
                "portage.queue.back-off.longest",
                "50ms",
                "portage.queue.poll",
                "50ms",
                "portage.admin-token",
                ADMIN_TOKEN,
                "portage.reset.callback.url",
                callback().toString(),
                "portage.reset.callback.secret",
                CALLBACK_SECRET);
    }
}
