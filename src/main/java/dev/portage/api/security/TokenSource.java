package dev.portage.api.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a role's token comes from. */
sealed interface TokenSource {

    /**
     * The token as it stands now, stripped; empty if there is none.
     *
     * @throws UncheckedIOException if a file is named that can't be read
     */
    Optional<String> read();

    record Setting(Optional<String> value) implements TokenSource {

        @Override
        public Optional<String> read() {
            return value.map(String::strip).filter(token -> !token.isEmpty());
        }

        @Override
        public String toString() {
            return "Setting";
        }
    }

    /** A mounted secret, which its keeper may replace at any time. */
    record MountedFile(Path path) implements TokenSource {

        @Override
        public Optional<String> read() {
            try {
                return Optional.of(Files.readString(path).strip()).filter(token -> !token.isEmpty());
            } catch (NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
