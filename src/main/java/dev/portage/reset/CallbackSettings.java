package dev.portage.reset;

import dev.portage.migration.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;

/** Where links are handed over to, as it is set just now, or what is wrong with the settings. */
@ApplicationScoped
class CallbackSettings {
    private static final int SHORTEST_SECRET = 16;
    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private final CallbackConfig config;

    CallbackSettings(CallbackConfig config) {
        this.config = config;
    }

    /** An endpoint, and what to sign with; shows the secret to no log. */
    static final class Endpoint {
        private final URI url;
        private final String secret;

        private Endpoint(URI url, String secret) {
            this.url = url;
            this.secret = secret;
        }

        URI url() {
            return url;
        }

        String secret() {
            return secret;
        }
    }

    /** @throws ConflictException that says what to set */
    Endpoint read() {
        URI url = config.url()
                .map(CallbackSettings::url)
                .orElseThrow(() -> wrong("Set PORTAGE_RESET_CALLBACK_URL to the HTTPS endpoint that sends the mails"));
        String secret = secret().filter(text -> text.length() >= SHORTEST_SECRET)
                .orElseThrow(() -> wrong("Set PORTAGE_RESET_CALLBACK_SECRET, or the file that"
                        + " PORTAGE_RESET_CALLBACK_SECRET_FILE names, to at least " + SHORTEST_SECRET
                        + " characters, such as the output of 'openssl rand -hex 32'"));
        return new Endpoint(url, secret);
    }

    private static URI url(String text) {
        try {
            URI url = new URI(text.strip());
            boolean secure = "https".equals(url.getScheme()) && url.getHost() != null;
            boolean local = "http".equals(url.getScheme()) && THIS_MACHINE.contains(String.valueOf(url.getHost()));
            if (secure || local) {
                return url;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw wrong("PORTAGE_RESET_CALLBACK_URL must be an https:// address: password reset links are secrets");
    }

    private Optional<String> secret() {
        Optional<String> file = config.secretFile().filter(name -> !name.isBlank());
        if (file.isEmpty()) {
            return config.secret().map(String::strip);
        }
        try {
            return Optional.of(Files.readString(Path.of(file.get())).strip());
        } catch (IOException e) {
            throw wrong("The file of PORTAGE_RESET_CALLBACK_SECRET_FILE can not be read");
        }
    }

    private static ConflictException wrong(String what) {
        return new ConflictException("callback-not-configured", what + ".");
    }
}
