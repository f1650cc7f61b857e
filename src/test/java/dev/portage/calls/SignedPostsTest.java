package dev.portage.calls;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.portage.calls.SignedPosts.Ending;
import dev.portage.testing.Receiver;
import dev.portage.testing.SelfSigned;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of a post, and what a receiver can check. */
class SignedPostsTest {
    private static final String SECRET = "a-secret-that-is-long-enough";
    private static final byte[] BODY = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Duration TIMEOUT = Duration.ofSeconds(2);

    private final SignedPosts posts = new SignedPosts(Clock.systemUTC());

    @AfterEach
    void close() {
        posts.close();
    }

    private Ending send(String url) throws InterruptedException {
        SignedEndpoint endpoint = SignedEndpoint.of("PORTAGE_TEST", url, Optional.of(SECRET), Optional.empty());
        return posts.send(endpoint, UUID.randomUUID(), BODY, TIMEOUT);
    }

    @Test
    void theSignatureIsTheHmacOfTimeAndBody() {
        // printf '1764064800.{"a":1}' | openssl dgst -sha256 -hmac a-secret-that-is-long-enough
        assertThat(SignedPosts.signature(SECRET, Instant.ofEpochSecond(1764064800), BODY))
                .isEqualTo("t=1764064800,v1=56091c5522c9b8762b16074535151d1bd8bca97e942b0c35192188f7963d9295");
    }

    @Test
    void anAnswerIsTakenOrRefused() throws InterruptedException {
        try (Receiver receiver = new Receiver(0)) {
            receiver.answerNext(200).answerNext(302).answerNext(500);
            assertThat(send(receiver.url())).isEqualTo(new Ending.Taken());
            assertThat(send(receiver.url())).as("no redirect is followed").isEqualTo(new Ending.Refused(302));
            assertThat(send(receiver.url())).isEqualTo(new Ending.Refused(500));
            assertThat(receiver.posts())
                    .hasSize(3)
                    .allSatisfy(post -> assertThat(post.isSignedWith(SECRET)).isTrue());
        }
    }

    @Test
    void anAnswerThatIsLostMayHaveActed() throws InterruptedException {
        try (Receiver receiver = new Receiver(0)) {
            receiver.loseNextAnswer().hangAtNext();
            assertThat(send(receiver.url())).isInstanceOf(Ending.Unknown.class);
            assertThat(send(receiver.url())).isInstanceOf(Ending.Unknown.class);
        }
    }

    @Test
    void nobodyThereIsUnreachable() throws InterruptedException, IOException {
        int port;
        try (ServerSocket socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        assertThat(send("http://127.0.0.1:" + port)).isInstanceOf(Ending.Unreachable.class);
    }

    @Test
    void aReceiverWithACertificateOfNobodysIsToldNothing(@TempDir Path folder) throws Exception {
        AtomicInteger told = new AtomicInteger();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(SelfSigned.in(folder).context()));
        server.createContext("/", exchange -> {
            told.incrementAndGet();
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        try {
            assertThat(send("https://localhost:" + server.getAddress().getPort()))
                    .isEqualTo(new Ending.Unreachable("SSLHandshakeException"));
            assertThat(told).hasValue(0);
        } finally {
            server.stop(0);
        }
    }
}
