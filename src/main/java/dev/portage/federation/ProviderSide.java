package dev.portage.federation;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/**
 * Goes where WorkOS would send a browser, one step, to see whether the provider objects to the client or to the redirect
 * URI. Nothing is signed in.
 */
@ApplicationScoped
class ProviderSide {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int LONGEST = 200_000;

    /** What OAuth (RFC 6749) and the providers call it. */
    private static final List<String> COMPLAINTS = List.of(
            "redirect_uri_mismatch", "invalid_redirect_uri", "deleted_client", "invalid_client", "unauthorized_client");

    private final HttpClient http = HttpClient.newBuilder()
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(PATIENCE)
            .build();

    /** What the provider says. */
    sealed interface Answer {
        record Fine() implements Answer {}

        /**
         * It refuses the request.
         *
         * @param code in OAuth's words, such as redirect_uri_mismatch
         */
        record Complaint(String code) implements Answer {}

        record Unreachable() implements Answer {}
    }

    Answer ask(URI location) throws InterruptedException {
        try {
            HttpResponse<String> response = http.send(
                    HttpRequest.newBuilder(location).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            String body = response.body();
            String next = response.headers().firstValue("Location").orElse("");
            return complaint(next + " " + decoded(next) + " " + body.substring(0, Math.min(body.length(), LONGEST)));
        } catch (IOException | IllegalArgumentException e) {
            return new Answer.Unreachable();
        }
    }

    private static Answer complaint(String said) {
        return COMPLAINTS.stream()
                .filter(said::contains)
                .findFirst()
                .<Answer>map(Answer.Complaint::new)
                .orElseGet(Answer.Fine::new);
    }

    /** Google sends on to a page that has its complaint in the parameter authError, in Base64. */
    private static String decoded(String location) {
        Optional<String> error = Arrays.stream(location.split("[?&]"))
                .filter(parameter -> parameter.startsWith("authError="))
                .map(parameter -> parameter.substring("authError=".length()))
                .findFirst();
        try {
            return error.map(text -> text.replace("%3D", "=").replace('+', '-').replace('/', '_'))
                    .map(text -> new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8))
                    .orElse("");
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
