package dev.portage.testing;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.portage.calls.SignedPosts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;

/** An endpoint of the operator's, which keeps what it is posted and answers as a test wants. */
public final class Receiver implements AutoCloseable {
    private static final int TAKEN = 204;
    private static final int NO_ANSWER = -1;
    private static final int HANGS = -2;

    private final List<Post> posts = new CopyOnWriteArrayList<>();
    private final Deque<Integer> answers = new ConcurrentLinkedDeque<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final HttpServer server;

    /** One post as it came in. */
    public record Post(@Nullable String signature, String delivery, byte[] body) {

        public JsonNode json() {
            return Portage.json(text());
        }

        public String text() {
            return new String(body, StandardCharsets.UTF_8);
        }

        /** Whether it is signed with the secret, at a time that is not long ago. */
        public boolean isSignedWith(String secret) {
            if (signature == null || !signature.startsWith("t=")) {
                return false;
            }
            Instant at = Instant.ofEpochSecond(Long.parseLong(signature.substring(2, signature.indexOf(','))));
            return signature.equals(SignedPosts.signature(secret, at, body))
                    && Duration.between(at, Instant.now()).abs().compareTo(Duration.ofMinutes(5)) < 0;
        }
    }

    /** Listens on this port of this machine; 0 for any that is free. */
    public Receiver(int port) {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::take);
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/hook";
    }

    /** Answers the next post with this status; those after with 204 again. */
    public Receiver answerNext(int status) {
        answers.add(status);
        return this;
    }

    /** Takes the next post, and closes the connection without an answer. */
    public Receiver loseNextAnswer() {
        return answerNext(NO_ANSWER);
    }

    /** Takes the next post, and does not answer for as long as the receiver lives. */
    public Receiver hangAtNext() {
        return answerNext(HANGS);
    }

    public List<Post> posts() {
        return posts;
    }

    public Post awaitPost(int number) {
        await().atMost(Duration.ofSeconds(60)).until(() -> posts.size() >= number);
        return posts.get(number - 1);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            posts.add(new Post(
                    exchange.getRequestHeaders().getFirst("Portage-Signature"),
                    exchange.getRequestHeaders().getFirst("Portage-Delivery"),
                    exchange.getRequestBody().readAllBytes()));
            Integer scripted = answers.poll();
            int status = scripted == null ? TAKEN : scripted;
            if (status == HANGS) {
                closing.await();
            } else if (status != NO_ANSWER) {
                exchange.sendResponseHeaders(status, -1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
    }
}
