package dev.portage.it;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.function.Supplier;

/** An operator of one service, with the admin token. */
public final class Api {
    public static final String TOKEN = "admin-token-of-the-integration-tests";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();

    private final URI service;

    public Api(URI service) {
        this.service = service;
    }

    /** An answer, whatever its status. */
    public record Answer(int status, JsonNode body) {}

    /** Creates a migration of a user pool and starts its import; its id. */
    public String importPool(String poolId) {
        return create("""
                {"name":"of pool","start":true,
                 "source":{"type":"user-pool","userPoolId":"%s","region":"us-east-1"}}
                """.formatted(poolId));
    }

    /** Creates a migration of a user pool that waits to be started; its id. */
    public String createFor(String poolId) {
        return createFor(poolId, "{}");
    }

    public String createFor(String poolId, String options) {
        return create("""
                {"name":"of pool","options":%s,
                 "source":{"type":"user-pool","userPoolId":"%s","region":"us-east-1"}}
                """.formatted(options, poolId));
    }

    public String createForDump() {
        return create("""
                {"name":"of dump","source":{"type":"dump"}}
                """);
    }

    private String create(String json) {
        return expect(201, post("/migrations", json)).path("id").asText();
    }

    public void startImport(String migration) {
        expect(202, post("/migrations/" + migration + "/imports", "{}"));
    }

    public JsonNode migration(String migration) {
        return expect(200, get("/migrations/" + migration));
    }

    public Answer upload(String migration, Supplier<InputStream> dump, Duration atMost) {
        return send(
                request("/migrations/" + migration + "/dump").timeout(atMost).PUT(BodyPublishers.ofInputStream(dump)));
    }

    public Answer get(String path) {
        return send(request(path));
    }

    /** A page of the dashboard; fails where it is not shown. */
    public String page(String path) {
        HttpResponse<String> response = sent(request(path).header("Accept", "text/html"));
        if (response.statusCode() != 200) {
            throw new AssertionError("Answered " + response.statusCode() + " for " + path);
        }
        return response.body();
    }

    public Answer post(String path, String json) {
        BodyPublisher body = BodyPublishers.ofString(json);
        return send(request(path).header("Content-Type", "application/json").POST(body));
    }

    public Answer put(String path, String json) {
        BodyPublisher body = BodyPublishers.ofString(json);
        return send(request(path).header("Content-Type", "application/json").PUT(body));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(service.resolve(path))
                .header("Authorization", "Bearer " + TOKEN)
                .timeout(Duration.ofSeconds(20));
    }

    private static Answer send(HttpRequest.Builder request) {
        HttpResponse<String> response = sent(request);
        try {
            return new Answer(
                    response.statusCode(),
                    response.body().isBlank() ? JSON.createObjectNode() : JSON.readTree(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static HttpResponse<String> sent(HttpRequest.Builder request) {
        try {
            return HTTP.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode expect(int status, Answer answer) {
        if (answer.status() != status) {
            throw new AssertionError("Answered " + answer.status() + " instead of " + status + ": " + answer.body());
        }
        return answer.body();
    }
}
