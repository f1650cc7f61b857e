package dev.portage.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that waits for nobody longer than a second or two, so that tests need not either. */
public final class ShortPatience implements QuarkusTestProfile {

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("quarkus.http.idle-timeout", "2s", "quarkus.http.read-timeout", "1s");
    }
}
