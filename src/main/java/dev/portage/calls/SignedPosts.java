package dev.portage.calls;

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
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import javax.net.ssl.SSLHandshakeException;

/**
 * Posts JSON to endpoints of the operator's. The header {@code Portage-Signature: t=<seconds>,v1=<hex>} holds the time
 * and the HMAC-SHA256 of {@code <t>.<body>}; {@code Portage-Delivery} is an id, by which the receiver knows a repeated
 * post.
 */
@ApplicationScoped
public class SignedPosts {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    private final Clock clock;
    private final HttpClient http;

    SignedPosts(Clock clock) {
        this.clock = clock;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(CONNECT)
                .build();
    }

    @PreDestroy
    void close() {
        http.close();
    }

    /** What became of a post. */
    public sealed interface Ending {
        /** The receiver has it (2xx). */
        record Taken() implements Ending {}

        /** The receiver said no, and did nothing. */
        record Refused(int status) implements Ending {}

        /** The receiver was not reached, or could not prove who it is. */
        record Unreachable(String why) implements Ending {}

        /** The receiver's answer was lost: it may have acted. */
        record Unknown(String why) implements Ending {}
    }

    /** Posts once; no redirect is followed. */
    public Ending send(SignedEndpoint endpoint, UUID delivery, byte[] body, Duration timeout)
            throws InterruptedException {
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
            return status >= 200 && status < 300 ? new Ending.Taken() : new Ending.Refused(status);
        } catch (ConnectException | HttpConnectTimeoutException | SSLHandshakeException e) {
            return new Ending.Unreachable(e.getClass().getSimpleName());
        } catch (IOException e) {
            return new Ending.Unknown(e.getClass().getSimpleName());
        }
    }

    /** The value of {@code Portage-Signature}. */
    public static String signature(String secret, Instant at, byte[] body) {
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
