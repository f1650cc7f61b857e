package dev.portage.dashboard;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Where our own style sheet and script are. Browsers keep such files for a day, so their addresses change with their
 * content; those of the libraries hold the version, as the webjars have it.
 */
public record Assets(String style, String script, String icon) {

    private static final int DIGITS = 12;

    private static String address(String file) {
        try (InputStream in = Assets.class.getResourceAsStream("/META-INF/resources" + file)) {
            if (in == null) {
                throw new IllegalStateException(file + " is not in the package");
            }
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return file + "?v=" + HexFormat.of().formatHex(digest).substring(0, DIGITS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static Assets packaged() {
        return new Assets(address("/assets/portage.css"), address("/assets/portage.js"), address("/assets/icon.svg"));
    }

    /** Looked up once. */
    @ApplicationScoped
    static class Shelf {

        private final Assets assets = packaged();

        Assets assets() {
            return assets;
        }
    }
}
