package dev.portage.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;

/**
 * A port of this machine at which a test listens and a service posts. Chosen once in this process, by whichever class loader
 * asks first: a profile and its test may see two copies of one class.
 */
public record FreePort(String property) {

    public int number() {
        return Integer.parseInt(System.getProperties()
                .computeIfAbsent(property, name -> String.valueOf(choose()))
                .toString());
    }

    private static int choose() {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
