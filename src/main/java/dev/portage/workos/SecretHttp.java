package dev.portage.workos;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portage.calls.SecretBody;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * Calls to WorkOS whose body holds a password. Not through the SDK: its HTTP client and its JSON writer keep their
 * buffers for the next call, with what was in them.
 */
@ApplicationScoped
class SecretHttp {
    private static final int REFUSED = 400;

    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build());
    private final HttpClient http;
    private final WorkOsConfig config;

    SecretHttp(WorkOsConfig config) {
        this.config = config;
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(config.connectTimeout())
                .executor(Executors.newVirtualThreadPerTaskExecutor())
                .build();
    }

    /** What WorkOS answered; a missing node for a body that is no JSON. */
    record Answer(int status, JsonNode body, Optional<Duration> retryAfter) {

        boolean refused() {
            return status >= REFUSED;
        }
    }

    ObjectNode body() {
        return mapper.createObjectNode();
    }

    /** @throws UncheckedIOException where no answer came */
    Answer send(String method, String path, ObjectNode body) {
        try (SecretBody secret = new SecretBody(bytes(body))) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(config.apiUrl() + path))
                    .timeout(config.callTimeout())
                    .header("Authorization", "Bearer " + config.apiKey().orElse(WorkOsClients.NO_KEY))
                    .header("Content-Type", "application/json")
                    .method(method, secret.publisher())
                    .build();
            HttpResponse<byte[]> response = http.send(request, HttpResponse.BodyHandlers.ofByteArray());
            return new Answer(
                    response.statusCode(),
                    json(response.body()),
                    response.headers().firstValue("Retry-After").flatMap(RetryAfter::read));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] bytes(ObjectNode body) {
        try {
            return mapper.writeValueAsBytes(body);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree can be written", e);
        }
    }

    private JsonNode json(byte[] body) {
        try {
            JsonNode json = mapper.readTree(body);
            return json == null ? MissingNode.getInstance() : json;
        } catch (IOException e) {
            return MissingNode.getInstance();
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
