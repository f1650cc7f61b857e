package dev.portage.testing;

import static java.util.Map.entry;

import io.quarkus.test.junit.QuarkusTestProfile;
import java.util.Map;

/**
 * A service that bears little, so that tests need not wait: what fails is given up after few attempts, callers who fall
 * silent are cut off, few may watch, a run is soon taken for stalled, and a webhook, at whose port a test listens, is told.
 */
public final class ShortPatience implements QuarkusTestProfile {
    public static final int MOST_STREAMS = 3;
    public static final String WEBHOOK_SECRET = "webhook-secret-7c20e91b";

    private static final FreePort WEBHOOK_PORT = new FreePort("test.webhook.port");

    /** The webhook's. */
    public static int port() {
        return WEBHOOK_PORT.number();
    }

    @Override
    public Map<String, String> getConfigOverrides() {
        return Map.ofEntries(
                entry("portage.queue.back-off.first", "10ms"),
                entry("portage.queue.back-off.longest", "50ms"),
                entry("portage.queue.poll", "50ms"),
                entry("portage.queue.max-attempts", "3"),
                entry("quarkus.http.idle-timeout", "3s"),
                entry("quarkus.http.read-timeout", "2s"),
                entry("portage.streams.most", String.valueOf(MOST_STREAMS)),
                entry("portage.streams.heartbeat", "1s"),
                entry("portage.stalled.after", "3s"),
                entry("portage.stalled.look-every", "1s"),
                entry("portage.webhook.url", "http://127.0.0.1:" + port() + "/hook"),
                entry("portage.webhook.secret", WEBHOOK_SECRET),
                entry("portage.webhook.timeout", "3s"));
    }
}
