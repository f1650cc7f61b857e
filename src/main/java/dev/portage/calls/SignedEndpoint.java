package dev.portage.calls;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** An endpoint of the operator's, and what posts to it are signed with; shows the secret to no log. */
public final class SignedEndpoint {
    private static final int SHORTEST_SECRET = 16;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final URI url;
    private final String secret;

    private SignedEndpoint(URI url, String secret) {
        this.url = url;
        this.secret = secret;
    }

    /**
     * Reads an endpoint's settings; the secret's file anew each time, since a mounted secret may be exchanged.
     *
     * @param variables what the environment variables of these settings begin with
     * @param url HTTPS, but for this very machine
     * @param secretFile goes before the secret itself
     * @throws IllegalArgumentException that says what to set
     */
    public static SignedEndpoint of(
            String variables, String url, Optional<String> secret, Optional<String> secretFile) {
        URI address = address(variables, url);
        String key = secretFile
                .filter(name -> !name.isBlank())
                .map(name -> content(variables, name))
                .or(() -> secret.map(String::strip))
                .filter(text -> text.length() >= SHORTEST_SECRET)
                .orElseThrow(() -> new IllegalArgumentException(
                        "Set %1$s_SECRET, or the file that %1$s_SECRET_FILE".formatted(variables)
                                + " names, to at least " + SHORTEST_SECRET
                                + " characters, such as the output of 'openssl rand -hex 32'."));
        return new SignedEndpoint(address, key);
    }

    private static URI address(String variables, String text) {
        try {
            URI url = new URI(text.strip());
            boolean secure = "https".equals(url.getScheme()) && url.getHost() != null;
            boolean local = "http".equals(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost()));
            if (secure || local) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below, without the address: it may hold a secret.
        }
        throw new IllegalArgumentException(
                variables + "_URL must be an https:// address: what is posted there is for nobody else to read.");
    }

    private static String content(String variables, String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new IllegalArgumentException("The file of " + variables + "_SECRET_FILE can not be read.");
        }
    }

    URI url() {
        return url;
    }

    String secret() {
        return secret;
    }
}
