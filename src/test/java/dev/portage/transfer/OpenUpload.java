package dev.portage.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** An upload of an empty dump that has begun, and goes on only when it is told to; clients of HTTP would wait to send. */
final class OpenUpload {
    private final Socket socket;

    OpenUpload(URI service, String token, String migration) throws IOException {
        socket = new Socket(service.getHost(), service.getPort());
        send("""
                PUT /migrations/%s/dump HTTP/1.1
                Host: localhost
                Authorization: Bearer %s
                Content-Type: application/json
                Transfer-Encoding: chunked
                Connection: close

                a
                {"Users":[
                """.formatted(migration, token));
    }

    void finish() throws IOException {
        send("""
                2
                ]}
                0

                """);
    }

    boolean isAnswered() {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** All of the answer; the connection is at its end then. */
    String answer() throws IOException {
        try (socket) {
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void send(String lines) throws IOException {
        socket.getOutputStream().write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
