package dev.portage.testing;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that gives a job up soon. */
public final class FewAttempts implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of(
                "portage.queue.back-off.first", "10ms",
                "portage.queue.back-off.longest", "50ms",
                "portage.queue.max-attempts", "3");
    }
}
