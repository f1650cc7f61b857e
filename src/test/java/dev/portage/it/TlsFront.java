package dev.portage.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portage.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;

/**
 * What stands on the internet, as far as a service can tell: the sandbox behind TLS, with a certificate of an authority
 * of its own, and AWS's token service, which gives a role's credentials to whoever shows a web identity.
 */
final class TlsFront implements AutoCloseable {
    static final String ACCESS_KEY = "ASIAOFTHEROLE";
    private static final Set<String> HOP = Set.of("host", "connection", "content-length", "transfer-encoding");

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<String> identities = new CopyOnWriteArrayList<>();
    private final List<String> signatures = new CopyOnWriteArrayList<>();
    private final Path keys;
    private final HttpsServer server;
    private final URI sandbox;

    TlsFront(Path folder, URI sandbox) throws IOException, InterruptedException, GeneralSecurityException {
        this.sandbox = sandbox;
        SelfSigned certificate = SelfSigned.in(folder);
        keys = certificate.keys();
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    URI url() {
        return URI.create("https://localhost:" + server.getAddress().getPort());
    }

    /** The options with which a service trusts it. */
    String[] trust() {
        return new String[] {
            "-Djavax.net.ssl.trustStore=" + keys, "-Djavax.net.ssl.trustStorePassword=" + SelfSigned.PASSWORD
        };
    }

    /** The requests for a role's credentials. */
    List<String> identities() {
        return identities;
    }

    /** How calls to AWS were signed. */
    List<String> signatures() {
        return signatures;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            String text = new String(body);
            if (text.contains("Action=AssumeRoleWithWebIdentity")) {
                identities.add(text);
                reply(exchange, 200, Map.of("Content-Type", List.of("text/xml")), credentials());
            } else {
                forward(exchange, body);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void forward(HttpExchange exchange, byte[] body) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create(sandbox + exchange.getRequestURI().toString()))
                .method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        exchange.getRequestHeaders().forEach((name, values) -> {
            if (!HOP.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
            if (name.equalsIgnoreCase("Authorization")) {
                values.stream().filter(value -> value.startsWith("AWS4")).forEach(signatures::add);
            }
        });
        HttpResponse<byte[]> response = http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
        reply(exchange, response.statusCode(), response.headers().map(), response.body());
    }

    private static void reply(HttpExchange exchange, int status, Map<String, List<String>> headers, byte[] body)
            throws IOException {
        headers.forEach((name, values) -> {
            if (!HOP.contains(name)) {
                exchange.getResponseHeaders().put(name, values);
            }
        });
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    /** AssumeRoleWithWebIdentity's answer, as AWS documents it. */
    private static byte[] credentials() {
        return """
                <AssumeRoleWithWebIdentityResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/">
                  <AssumeRoleWithWebIdentityResult>
                    <Credentials>
                      <AccessKeyId>%s</AccessKeyId>
                      <SecretAccessKey>secret-of-the-role</SecretAccessKey>
                      <SessionToken>session-of-the-role</SessionToken>
                      <Expiration>2099-01-01T00:00:00Z</Expiration>
                    </Credentials>
                  </AssumeRoleWithWebIdentityResult>
                </AssumeRoleWithWebIdentityResponse>
                """.formatted(ACCESS_KEY).getBytes();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
