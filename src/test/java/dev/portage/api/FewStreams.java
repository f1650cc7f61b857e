package dev.portage.api;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/** A service that keeps few streams open, and lets them beat fast. */
public final class FewStreams implements QuarkusTestProfile {
    static final int MOST = 3;

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.of("portage.streams.most", String.valueOf(MOST), "portage.streams.heartbeat", "1s");
    }
}
