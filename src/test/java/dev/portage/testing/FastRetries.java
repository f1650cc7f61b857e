package dev.portage.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that is tried hard: short back-offs, so that many attempts take little time, and tokens to look out for. */
public final class FastRetries implements QuarkusTestProfile {
    public static final String ADMIN_TOKEN = "admin-token-5f1c9ab2";

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "portage.queue.back-off.first", "10ms",
                "portage.queue.back-off.longest", "50ms",
                "portage.admin-token", ADMIN_TOKEN);
    }
}
