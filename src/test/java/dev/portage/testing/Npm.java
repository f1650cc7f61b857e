package dev.portage.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;

/**
 * The tools for the OpenAPI document that are at home in npm: linters, the maker of Postman collections and newman. They
 * are installed under {@code target/npm}, as {@code src/test/npm} says; a machine without Node.js skips the tests that need
 * them.
 */
public final class Npm {
    private static final Path SOURCE = Path.of("src/test/npm");
    private static final Path HOME = Path.of("target/npm");
    private static final Path INSTALLED = HOME.resolve("node_modules/.package-lock.json");

    private Npm() {}

    /** Ends the test as skipped where there is no Node.js. */
    public static void assumeInstalled() {
        boolean there = Stream.of("node", "npm").allMatch(Npm::isThere);
        assumeTrue(there, "SKIPPED: there is no Node.js with npm on this machine");
        install();
    }

    private static boolean isThere(String program) {
        try {
            return run(Path.of("."), List.of(program, "--version")).status() == 0;
        } catch (UncheckedIOException e) {
            return false;
        }
    }

    /** Once, unless what is to be installed has changed since; by one process at a time. */
    private static void install() {
        try {
            Files.createDirectories(HOME);
            try (FileChannel channel = FileChannel.open(
                            HOME.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                    FileLock _ = channel.lock()) {
                if (isCurrent()) {
                    return;
                }
                for (String file : List.of("package.json", "package-lock.json", ".npmrc")) {
                    Files.copy(SOURCE.resolve(file), HOME.resolve(file), StandardCopyOption.REPLACE_EXISTING);
                }
                Result result = run(HOME, List.of("npm", "ci"));
                assertThat(result.status()).as("npm ci: " + result.output()).isZero();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isCurrent() throws IOException {
        Path lock = HOME.resolve("package-lock.json");
        return Files.exists(INSTALLED) && Files.mismatch(SOURCE.resolve("package-lock.json"), lock) < 0;
    }

    /** How a program ended, and all that it has said. */
    public record Result(int status, String output) {}

    /** Runs one of the tools, in their folder: paths are to be absolute. */
    public static Result tool(String name, String... arguments) {
        return run(
                HOME,
                Stream.concat(Stream.of(Path.of("node_modules", ".bin", name).toString()), Stream.of(arguments))
                        .toList());
    }

    /** Runs a script of {@code src/test/npm}. */
    public static Result script(String name, String... arguments) {
        return run(
                HOME,
                Stream.concat(
                                Stream.of(
                                        "node",
                                        SOURCE.resolve(name).toAbsolutePath().toString()),
                                Stream.of(arguments))
                        .toList());
    }

    private static Result run(Path folder, List<String> command) {
        ProcessBuilder builder =
                new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().put("NO_COLOR", "1");
        // Nothing about this machine goes out.
        builder.environment().put("REDOCLY_TELEMETRY", "off");
        builder.environment().put("REDOCLY_SUPPRESS_UPDATE_NOTICE", "true");
        try {
            Process process = builder.start();
            process.getOutputStream().close();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Result(process.waitFor(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
