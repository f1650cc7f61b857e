package dev.portage.benchmark;

import dev.portage.it.Api;
import dev.portage.it.Scene;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;

/** Dumps of the sandbox's pools, made up while they are read. */
final class Dumps {
    private static final Duration LONG = Duration.ofMinutes(15);

    private Dumps() {}

    /** Makes a migration of a dump of so many users and uploads it; the migration's id. */
    static String upload(Scene scene, int users) {
        String pool = "us-east-1_Dump" + users;
        scene.sandbox().pool(pool, "{\"users\":%d,\"seed\":%d,\"oddities\":false}".formatted(users, users));
        String migration = scene.api().createForDump();
        Api.Answer answer = scene.api().upload(migration, () -> open(scene, pool), LONG);
        if (answer.status() != 200) {
            throw new IllegalStateException("The dump was refused: " + answer.body());
        }
        return migration;
    }

    private static InputStream open(Scene scene, String pool) {
        try {
            return URI.create(scene.sandbox().url() + "/sandbox/pools/" + pool + "/dump")
                    .toURL()
                    .openStream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
