package dev.portage.workos;

import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** {@code GET /user_management/authorize}, as a browser calls it, without going where it leads. */
@ApplicationScoped
public class WorkOsAuthorize {
    private static final int SERVER = 500;

    private final HttpClient http;
    private final WorkOsCalls calls;
    private final WorkOsConfig config;

    WorkOsAuthorize(WorkOsCalls calls, WorkOsConfig config) {
        this.calls = calls;
        this.config = config;
        this.http = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .build();
    }

    /**
     * Where WorkOS would send a browser.
     *
     * @param location empty where it answers with something else
     * @param body what it says then
     */
    public record Redirect(int status, Optional<URI> location, String body) {}

    /**
     * Asks to sign in with a provider.
     *
     * @param provider such as GoogleOAuth
     * @param redirectUri where WorkOS is to send the user back to; one of those that the environment knows
     */
    public Outcome<Redirect> authorize(String provider, String redirectUri, Turn turn) throws InterruptedException {
        URI uri = URI.create(config.apiUrl() + "/user_management/authorize?response_type=code&client_id="
                + encoded(config.clientId().orElse(WorkOsClients.NO_CLIENT)) + "&provider=" + encoded(provider)
                + "&redirect_uri=" + encoded(redirectUri));
        Outcome<Redirect> outcome = calls.make("authorize", Draw.WORKOS_READ, turn, () -> get(uri));
        return outcome.then(redirect -> redirect.status() >= SERVER
                ? new Outcome.Unavailable<>("WorkOS answered " + redirect.status())
                : new Outcome.Success<>(redirect));
    }

    private Redirect get(URI uri) {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(uri).timeout(config.callTimeout()).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Redirect(
                    response.statusCode(),
                    response.headers().firstValue("Location").flatMap(WorkOsAuthorize::uri),
                    response.body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new InterruptedIOException());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Optional<URI> uri(String text) {
        try {
            return Optional.of(URI.create(text));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
