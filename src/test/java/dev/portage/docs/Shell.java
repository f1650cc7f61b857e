package dev.portage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Runs commands as they stand, in a folder of their own. What they call {@code localhost:8080} is the service under test:
 * curl is told so by its own settings, which also make it fail at an answer of 400 or more.
 */
final class Shell {
    private final Path folder;
    private final Map<String, String> environment = new LinkedHashMap<>();

    Shell(Path folder, Map<String, URI> hosts) throws IOException {
        this.folder = folder;
        StringBuilder settings = new StringBuilder("fail-with-body\nshow-error\nmax-time = 60\n");
        hosts.forEach((host, target) ->
                settings.append("connect-to = \"%s:127.0.0.1:%d\"\n".formatted(host, target.getPort())));
        Files.writeString(folder.resolve(".curlrc"), settings);
    }

    /** A variable of the environment of all commands to come. */
    Shell set(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    static boolean has(String... programs) {
        for (String program : programs) {
            try {
                Process process = new ProcessBuilder(program, "--version")
                        .redirectErrorStream(true)
                        .start();
                process.getInputStream().readAllBytes();
                if (process.waitFor() != 0) {
                    return false;
                }
            } catch (IOException e) {
                return false;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** Runs a command that must succeed; what it says. */
    String run(List<String> command) throws IOException, InterruptedException {
        Path output = folder.resolve(".output");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("CURL_HOME", folder.toString());
        builder.environment().putAll(environment);
        Process process = builder.start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();
        String said = Files.readString(output);
        assertThat(ended).as("ended in time: %s", said).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
