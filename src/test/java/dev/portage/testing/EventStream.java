package dev.portage.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** A stream of server-sent events, read as it comes. */
public final class EventStream implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final HttpClient http;
    private final HttpResponse<Stream<String>> response;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final Thread reader;
    private volatile boolean ended;
    private volatile boolean broken;

    private EventStream(HttpClient http, HttpResponse<Stream<String>> response) {
        this.http = http;
        this.response = response;
        this.reader = Thread.ofVirtual().start(this::read);
    }

    /** Opens one; what it answers instead of a stream is in its lines too. */
    public static EventStream open(URI url, String token, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(url)
                .header("Authorization", "Bearer " + token)
                .header("Accept", "text/event-stream");
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
        try {
            return new EventStream(http, http.send(request.build(), HttpResponse.BodyHandlers.ofLines()));
        } catch (IOException e) {
            http.shutdownNow();
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private void read() {
        try {
            response.body().forEach(lines::add);
            ended = true;
        } catch (RuntimeException e) {
            broken = true;
        }
    }

    public int status() {
        return response.statusCode();
    }

    public String header(String name) {
        return response.headers().firstValue(name).orElse("");
    }

    public List<String> lines() {
        return lines;
    }

    /** The documents that have come so far. */
    public List<JsonNode> documents() {
        return values("data:").stream().map(Portage::json).toList();
    }

    public List<String> ids() {
        return values("id:");
    }

    public List<String> comments() {
        return values(":");
    }

    private List<String> values(String field) {
        return lines.stream()
                .filter(line -> line.startsWith(field))
                .map(line -> line.substring(field.length()).strip())
                .toList();
    }

    public JsonNode awaitDocument(Predicate<JsonNode> wanted) {
        await().atMost(PATIENCE).until(() -> documents().stream().anyMatch(wanted));
        return documents().stream().filter(wanted).findFirst().orElseThrow();
    }

    public void awaitComment() {
        await().atMost(PATIENCE).until(() -> !comments().isEmpty());
    }

    /** Waits until the other side has ended it; whether it did so in peace. */
    public boolean awaitEnd() {
        await().atMost(PATIENCE).until(() -> ended || broken);
        return ended;
    }

    /** Goes away, as a closed browser does. */
    @Override
    public void close() {
        http.shutdownNow();
        reader.interrupt();
    }
}
