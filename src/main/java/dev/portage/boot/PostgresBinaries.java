package dev.portage.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Locale;
import java.util.stream.Stream;

/** The PostgreSQL programs that Portage carries, and whether they can run here. */
final class PostgresBinaries {

    private static final String INSTEAD = ", or set PORTAGE_DATABASE_URL to a PostgreSQL of your own.";

    private PostgresBinaries() {}

    /** @throws CannotStartException if this machine or this user can't run them */
    static void requireUsable() throws CannotStartException {
        String archive = archive(System.getProperty("os.name", ""), System.getProperty("os.arch", ""));
        if (PostgresBinaries.class.getResource("/" + archive) == null) {
            throw new CannotStartException("Portage carries no PostgreSQL for " + System.getProperty("os.name") + " on "
                    + System.getProperty("os.arch") + ": run it on Linux or an Apple-silicon Mac" + INSTEAD);
        }
        // The JDK's answer for a user id without a name; initdb and postgres refuse such a user.
        if (System.getProperty("user.name", "?").equals("?")) {
            throw new CannotStartException(
                    "PostgreSQL can't run as a user id without a name in /etc/passwd: run Portage as a named user"
                            + INSTEAD);
        }
    }

    /** Removes what an interrupted unpacking left, which would otherwise stand in the way for ever. */
    static void removeHalfUnpacked(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> versions = Files.newDirectoryStream(folder, "PG-*")) {
            for (Path version : versions) {
                if (!Files.exists(version.resolve(".exists"))) {
                    delete(version);
                }
            }
        }
    }

    /** The resource that holds them, as the library names it. */
    static String archive(String osName, String architecture) {
        String os = osName.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : osName.toLowerCase(Locale.ROOT);
        String arch = switch (architecture) {
            case "amd64" -> "x86_64";
            case "aarch64" -> "arm_64";
            default -> architecture;
        };
        return "postgres-" + os + "-" + arch + ".txz";
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(file -> {
                try {
                    Files.delete(file);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
    }
}
