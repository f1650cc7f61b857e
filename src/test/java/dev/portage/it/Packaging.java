package dev.portage.it;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** What the service was packaged as, and how that is started. */
sealed interface Packaging {

    /** The command that starts it with these options of the JVM, telling of each garbage collection. */
    List<String> command(List<String> options);

    /** The native executable if the build made one, else the JVM's folder. */
    static Packaging underTest() {
        String executable = System.getProperty("portage.executable", "");
        Packaging packaging = executable.isEmpty()
                ? new Jar(Path.of("target/quarkus-app/quarkus-run.jar"))
                : new Executable(Path.of(executable));
        if (!Files.exists(packaging.file())) {
            throw new IllegalStateException(packaging.file() + " is missing: package the service first (mvn package)");
        }
        return packaging;
    }

    Path file();

    record Jar(Path file) implements Packaging {

        /** As the image and the executable have it. */
        private static final String COLLECTOR = "-XX:+UseSerialGC";

        @Override
        public List<String> command(List<String> options) {
            List<String> command = new ArrayList<>();
            command.add(ProcessHandle.current().info().command().orElseThrow());
            command.addAll(options);
            command.addAll(List.of(COLLECTOR, "-Xlog:gc", "-jar", file.toString()));
            return command;
        }
    }

    record Executable(Path file) implements Packaging {

        /** It has no tiers of compilation to choose from, and refuses options that it doesn't know. */
        @Override
        public List<String> command(List<String> options) {
            List<String> command = new ArrayList<>();
            command.add(file.toString());
            options.stream().filter(option -> !option.contains("Tiered")).forEach(command::add);
            command.add("-XX:+PrintGC");
            return command;
        }
    }
}
