package dev.portage.reset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.workos.ResetLink;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Hands links over to the operator's own sender: one signed {@code POST} each, from memory. The header {@code
 * Portage-Signature: t=<seconds>,v1=<hex>} holds the time and the HMAC-SHA256 of {@code <t>.<body>}; {@code
 * Portage-Delivery} is the reset's id, by which the receiver knows a repeated post.
 */
@ApplicationScoped
class Callback {
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final CallbackSettings settings;
    private final ObjectMapper mapper;
    private final Clock clock;
    private final Duration timeout;
    private final HttpClient http;

    Callback(CallbackSettings settings, CallbackConfig config, ObjectMapper mapper, Clock clock) {
        this.settings = settings;
        this.mapper = mapper;
        this.clock = clock;
        this.timeout = config.timeout();
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(Duration.ofSeconds(5))
                .build();
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /** What became of a link. */
    sealed interface Handover {
        /** The receiver has it (2xx). */
        record Taken() implements Handover {}

        /** The receiver said no, and did nothing. */
        record Refused(int status) implements Handover {}

        /** The receiver was not reached. */
        record Unreachable() implements Handover {}

        /** The receiver's answer was lost: it may have sent the mail. */
        record Unknown() implements Handover {}
    }

    /** What is posted. */
    @RegisterForReflection
    private record Post(
            UUID resetId,
            UUID migrationId,
            UUID campaignId,
            String sub,
            String email,
            String workosUserId,
            String passwordResetUrl,
            @Nullable Instant expiresAt) {}

    /** Posts a link, again only where the receiver certainly did nothing with it. */
    Handover handOver(Reset reset, ResetLink link) throws InterruptedException {
        CallbackSettings.Endpoint endpoint = settings.read();
        byte[] body = body(reset, link);
        Handover last = new Handover.Unreachable();
        for (int i = 1; i <= TRIES; i++) {
            last = post(endpoint, reset.id(), body);
            boolean again = last instanceof Handover.Unreachable
                    || (last instanceof Handover.Refused(int status)
                            && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE));
            if (!again || i == TRIES) {
                break;
            }
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.multipliedBy(i).toNanos());
        }
        return last;
    }

    private byte[] body(Reset reset, ResetLink link) {
        try {
            return mapper.writeValueAsBytes(new Post(
                    reset.id(),
                    reset.migrationId(),
                    reset.campaignId(),
                    reset.sub(),
                    reset.email(),
                    reset.workosUserId(),
                    link.url(),
                    link.expiresAt()));
        } catch (JsonProcessingException e) {
            // Without its cause, whose message may hold the link.
            throw new IllegalStateException("a reset can not be written as JSON");
        }
    }

    private Handover post(CallbackSettings.Endpoint endpoint, UUID delivery, byte[] body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(endpoint.url())
                .timeout(timeout)
                .header("Content-Type", "application/json")
                .header("Portage-Delivery", delivery.toString())
                .header("Portage-Signature", signature(endpoint.secret(), clock.instant(), body))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .build();
        try {
            int status =
                    http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
            return status >= 200 && status < 300 ? new Handover.Taken() : new Handover.Refused(status);
        } catch (ConnectException | HttpConnectTimeoutException e) {
            return new Handover.Unreachable();
        } catch (IOException e) {
            return new Handover.Unknown();
        }
    }

    /** The value of {@code Portage-Signature}. */
    static String signature(String secret, Instant at, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((at.getEpochSecond() + ".").getBytes(StandardCharsets.UTF_8));
            return "t=" + at.getEpochSecond() + ",v1=" + HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }
}
