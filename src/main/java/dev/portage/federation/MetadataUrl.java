package dev.portage.federation;

import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Reads a SAML provider's metadata at the address that Cognito has of it. The address is whatever somebody once entered in
 * Cognito, so nothing but HTTPS on the public internet is asked: no service inside this network, which a redirect could
 * lead to as well.
 */
// Not behind a proxy, which would come with another HTTP client.
@Singleton
class MetadataUrl {
    /** For one hop, from the first byte sent to the last one read. */
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int LARGEST = 2_000_000;
    private static final int MOST_HOPS = 4;
    private static final int OK = 200;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

    private final HttpClient http;
    private final Predicate<InetAddress> allowed;

    MetadataUrl() {
        this(
                HttpClient.newBuilder()
                        .followRedirects(HttpClient.Redirect.NEVER)
                        .connectTimeout(PATIENCE)
                        .build(),
                PublicAddress::is);
    }

    /** @param http one that follows no redirects */
    MetadataUrl(HttpClient http, Predicate<InetAddress> allowed) {
        this.http = http;
        this.allowed = allowed;
    }

    /** What came of it. */
    sealed interface Answer {
        record Read(SamlMetadata metadata) implements Answer {}

        /**
         * It could not be read.
         *
         * @param why in words, without what was answered
         */
        record Unread(String why) implements Answer {}
    }

    Answer read(String url) throws InterruptedException {
        try {
            URI next = URI.create(url);
            for (int hop = 0; hop < MOST_HOPS; hop++) {
                Optional<String> objection = objection(next);
                if (objection.isPresent()) {
                    return new Answer.Unread(objection.get());
                }
                HttpResponse<byte[]> response = get(next);
                Optional<String> location = response.headers().firstValue("Location");
                if (!REDIRECTS.contains(response.statusCode()) || location.isEmpty()) {
                    return answer(response);
                }
                next = next.resolve(location.get());
            }
            return new Answer.Unread("it leads from one address to the next");
        } catch (IllegalArgumentException e) {
            return new Answer.Unread("it is no address");
        } catch (ExecutionException e) {
            return new Answer.Unread("nothing of less than two megabytes could be fetched from there");
        } catch (TimeoutException e) {
            return new Answer.Unread("it took longer than " + PATIENCE.toSeconds() + " seconds");
        }
    }

    /** A name that leads elsewhere a moment later must still show a certificate for itself there. */
    private Optional<String> objection(URI uri) {
        if (!"https".equals(uri.getScheme()) || uri.getHost() == null || uri.getUserInfo() != null) {
            return Optional.of("only an https address is asked");
        }
        try {
            return Stream.of(InetAddress.getAllByName(uri.getHost())).allMatch(allowed)
                    ? Optional.empty()
                    : Optional.of("its host is not on the public internet");
        } catch (UnknownHostException e) {
            return Optional.of("its host is not known");
        }
    }

    private HttpResponse<byte[]> get(URI uri) throws InterruptedException, ExecutionException, TimeoutException {
        CompletableFuture<HttpResponse<byte[]>> answer = http.sendAsync(
                HttpRequest.newBuilder(uri)
                        .header("Accept", "application/samlmetadata+xml, application/xml, text/xml")
                        .timeout(PATIENCE)
                        .build(),
                HttpResponse.BodyHandlers.limiting(HttpResponse.BodyHandlers.ofByteArray(), LARGEST));
        try {
            return answer.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            answer.cancel(true);
        }
    }

    private static Answer answer(HttpResponse<byte[]> response) {
        return response.statusCode() == OK
                ? SamlMetadata.read(response.body())
                        .<Answer>map(Answer.Read::new)
                        .orElseGet(() -> new Answer.Unread("what is there is no SAML metadata"))
                : new Answer.Unread("it answers " + response.statusCode());
    }

    @PreDestroy
    void close() {
        http.shutdownNow();
    }
}
