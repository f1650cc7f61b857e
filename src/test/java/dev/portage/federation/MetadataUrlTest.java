package dev.portage.federation;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portage.federation.MetadataUrl.Answer;
import dev.portage.testing.LocalCertificate;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Metadata is read from the public internet, and from nowhere that an address or a redirect may name besides. */
class MetadataUrlTest {
    private static HttpsServer server;
    private static MetadataUrl urls;

    @BeforeAll
    static void anIdentityProvider(@TempDir Path folder) throws Exception {
        LocalCertificate certificate = LocalCertificate.in(folder);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.context()));
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        answer("/metadata", 200, SamlMetadataTest.signed());
        answer("/page", 200, "<html>Welcome</html>");
        answer("/gone", 404, "");
        answer("/large", 200, "<!--" + "x".repeat(3_000_000) + "-->" + SamlMetadataTest.signed());
        redirect("/moved", "/metadata");
        redirect("/in-circles", "/in-circles");
        redirect("/to-plain-http", "http://localhost/metadata");
        redirect("/to-the-cloud", "https://169.254.169.254/latest/meta-data");
        redirect("/inside", "https://10.0.0.1/metadata");
        server.start();
        // The server stands for one on the internet.
        urls = new MetadataUrl(
                HttpClient.newBuilder().sslContext(certificate.context()).build(), InetAddress::isLoopbackAddress);
    }

    @AfterAll
    static void close() {
        urls.close();
        server.stop(0);
    }

    private static void answer(String path, int status, String body) {
        server.createContext(path, exchange -> {
            try (exchange) {
                byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
                exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
                exchange.getResponseBody().write(bytes);
            } catch (IOException e) {
                // The client has read enough.
            }
        });
    }

    private static void redirect(String path, String to) {
        server.createContext(path, exchange -> {
            try (exchange) {
                exchange.getResponseHeaders().set("Location", to);
                exchange.sendResponseHeaders(302, -1);
            }
        });
    }

    private static String url(String path) {
        return "https://localhost:" + server.getAddress().getPort() + path;
    }

    private static String why(String url) throws InterruptedException {
        Answer answer = urls.read(url);
        assertThat(answer).isInstanceOf(Answer.Unread.class);
        return ((Answer.Unread) answer).why();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/metadata", "/moved"})
    void isReadWhereItIs(String path) throws InterruptedException {
        Answer answer = urls.read(url(path));

        assertThat(answer).isInstanceOf(Answer.Read.class);
        SamlMetadata metadata = ((Answer.Read) answer).metadata();
        assertThat(metadata.entityId()).isEqualTo("https://idp.example/saml");
        assertThat(metadata.expires()).contains(SamlMetadataTest.EXPIRES);
    }

    @Test
    void noServiceOfThisNetworkIsAsked() throws InterruptedException {
        assertThat(why(url("/inside"))).contains("public internet");
        assertThat(why(url("/to-the-cloud"))).contains("public internet");
        assertThat(why("https://192.168.0.1/metadata")).contains("public internet");
        MetadataUrl production = new MetadataUrl();
        assertThat(production.read(url("/metadata")))
                .isEqualTo(new Answer.Unread("its host is not on the public internet"));
        production.close();
    }

    @Test
    void nothingButHttpsIsAsked() throws InterruptedException {
        assertThat(why(url("/to-plain-http"))).contains("https");
        assertThat(why("http://localhost/metadata")).contains("https");
        assertThat(why("file:///etc/passwd")).contains("https");
        assertThat(why("https://user:secret@localhost/")).contains("https");
        assertThat(why("not an address")).contains("no address");
    }

    @Test
    void whatIsNoMetadataIsSaid() throws InterruptedException {
        assertThat(why(url("/page"))).contains("no SAML metadata");
        assertThat(why(url("/gone"))).contains("404");
        assertThat(why(url("/large"))).contains("two megabytes");
        assertThat(why(url("/in-circles"))).contains("from one address to the next");
        assertThat(why("https://nobody.invalid/metadata")).contains("not known");
    }
}
