package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portage.testing.MigrationTest;
import dev.portage.testing.ShortPatience;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What no caller may do: send headers without end, or keep a connection and send nothing. */
@QuarkusTest
@TestProfile(ShortPatience.class)
class BoundsTest extends MigrationTest {
    private static final int PATIENCE_MILLIS = 20_000;

    @ParameterizedTest
    @ValueSource(ints = {1, 200})
    void headersThatAreTooLongTogetherAreRefused(int count) throws IOException {
        String header = "X-Long: " + "x".repeat(20_000 / count) + "\r\n";
        String answer = exchange("GET /migrations HTTP/1.1\r\nHost: a\r\n" + header.repeat(count) + "\r\n");
        assertThat(answer).startsWith("HTTP/1.1 431 ").doesNotContain("Exception", "netty", "vertx");
    }

    @Test
    void aRequestLineThatIsTooLongIsRefused() throws IOException {
        String answer = exchange("GET /migrations?email=" + "x".repeat(9_000) + " HTTP/1.1\r\nHost: a\r\n\r\n");
        assertThat(answer).matches("(?s)HTTP/1\\.[01] 414 .*").doesNotContain("Exception", "netty", "vertx");
    }

    /** Of headers as of bodies; the service goes on meanwhile. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "GET /migrations HTTP/1.1\r\nHost: a\r\nAuthoriz",
                "POST /migrations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer TOKEN\r\n"
                        + "Content-Type: application/json\r\nContent-Length: 1000\r\n\r\n{\"name\":",
                "POST /migrations HTTP/1.1\r\nHost: a\r\nAuthorization: Bearer TOKEN\r\n"
                        + "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n8\r\n{\"name\":"
            })
    void whoStopsInMidRequestIsCutOff(String half) throws IOException {
        String answer = exchange(half.replace("TOKEN", token("admin")));
        assertThat(answer)
                .satisfiesAnyOf(
                        nothing -> assertThat(nothing).isEmpty(),
                        refused -> assertThat(refused).startsWith("HTTP/1.1 4"));
        assertThat(portage.get("/migrations").statusCode()).isEqualTo(200);
    }

    /** Longer than any silence is allowed to be. */
    @Test
    void aSlowUploadIsTakenAsLongAsItMoves() throws IOException {
        String id = portage.createForDump("{}");
        AtomicInteger sent = new AtomicInteger();
        try (Upload upload = new Upload(id)) {
            await().pollInterval(Duration.ofMillis(400))
                    .atMost(Duration.ofSeconds(30))
                    .until(() -> {
                        upload.sendUser(sent.incrementAndGet());
                        return sent.get() == 10;
                    });
            assertThat(upload.finish()).startsWith("HTTP/1.1 200 ").contains("\"users\":10");
        }
        assertThat(portage.show(id).at("/users/discovered").asInt()).isEqualTo(10);
    }

    @Test
    void uploadsThatStopAreCutOffAndMakeRoomForOthers() throws IOException {
        String id = portage.createForDump("{}");
        List<Upload> stopped = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Upload upload = new Upload(id);
            upload.sendUser(i);
            stopped.add(upload);
        }
        for (Upload upload : stopped) {
            try (upload) {
                assertThat(upload.answer()).doesNotStartWith("HTTP/1.1 200 ");
            }
        }

        byte[] dump = "{\"Users\":[]}".getBytes(StandardCharsets.UTF_8);
        await().atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(
                                portage.upload(id, dump, "application/json").status())
                        .isEqualTo(200));
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = connect()) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return answer(socket);
        }
    }

    private Socket connect() throws IOException {
        Socket socket = new Socket(service.getHost(), service.getPort());
        socket.setSoTimeout(PATIENCE_MILLIS);
        return socket;
    }

    /** All that comes until the service closes the connection, which it must. */
    private static String answer(Socket socket) throws IOException {
        StringBuilder answer = new StringBuilder();
        byte[] some = new byte[8192];
        try {
            for (int n = socket.getInputStream().read(some);
                    n >= 0;
                    n = socket.getInputStream().read(some)) {
                answer.append(new String(some, 0, n, StandardCharsets.UTF_8));
            }
        } catch (SocketException closed) {
            // As good an end as any other.
        }
        return answer.toString();
    }

    /** A dump that is sent user by user. */
    private final class Upload implements AutoCloseable {
        private final Socket socket = connect();
        private boolean begun;

        Upload(String migration) throws IOException {
            send("""
                    PUT /migrations/%s/dump HTTP/1.1
                    Host: localhost
                    Authorization: Bearer %s
                    Content-Type: application/json
                    Transfer-Encoding: chunked
                    Connection: close

                    """.formatted(migration, token("admin")).replace("\n", "\r\n"));
            chunk("{\"Users\":[");
        }

        void sendUser(int number) throws IOException {
            chunk((begun ? "," : "") + """
                    {"Username":"slow-%1$d","Enabled":true,"UserStatus":"CONFIRMED",\
                    "Attributes":[{"Name":"sub","Value":"slow-%1$d"},{"Name":"email","Value":"slow%1$d@example.com"}]}""".formatted(number));
            begun = true;
        }

        String finish() throws IOException {
            chunk("]}");
            send("0\r\n\r\n");
            return answer();
        }

        String answer() throws IOException {
            return BoundsTest.answer(socket);
        }

        private void chunk(String text) throws IOException {
            send(Integer.toHexString(text.length()) + "\r\n" + text + "\r\n");
        }

        private void send(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.US_ASCII));
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }
}
