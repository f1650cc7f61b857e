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

    boolean isOpen() {
        return !socket.isClosed();
    }

    boolean isAnswered() {
        try {
            return isOpen() && socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The answer, which came before the upload's end; the rest is never sent. */
    String cut() throws IOException {
        try (socket) {
            byte[] answer =
                    socket.getInputStream().readNBytes(socket.getInputStream().available());
            return new String(answer, StandardCharsets.UTF_8);
        }
    }

    /** Sends the rest, and waits for the answer. */
    String finish() throws IOException {
        try (socket) {
            send("""
                    2
                    ]}
                    0

                    """);
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void send(String lines) throws IOException {
        socket.getOutputStream().write(lines.replace("\n", "\r\n").getBytes(StandardCharsets.US_ASCII));
    }
}
