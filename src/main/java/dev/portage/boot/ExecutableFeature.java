package dev.portage.boot;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.graalvm.nativeimage.hosted.Feature;
import org.graalvm.nativeimage.hosted.RuntimeReflection;
import org.graalvm.nativeimage.hosted.RuntimeResourceAccess;

/**
 * Tells the native build what is used by reflection only: every class that the WorkOS SDK reads or writes as JSON, and
 * every record and enum of ours. They are found on the class path, so a new version of the SDK, or a new record, needs
 * no entry anywhere. Named in {@code quarkus.native.additional-build-args}; the JVM never loads it.
 */
final class ExecutableFeature implements Feature {

    private static final List<String> WIRE_CLASSES =
            List.of("com/workos/models/", "com/workos/types/", "com/workos/common/exceptions/");
    private static final String OURS = "dev/portage/";

    /** What kotlin-reflect, which Jackson's module for Kotlin asks about the SDK's classes, looks up by name. */
    private static final List<String> KOTLIN = List.of(
            "kotlin.reflect.jvm.internal.ReflectionFactoryImpl",
            "kotlin.reflect.jvm.internal.impl.km.jvm.internal.JvmMetadataExtensions");

    @Override
    public String getDescription() {
        return "Registers the records of Portage and the models of the WorkOS SDK";
    }

    @Override
    public void beforeAnalysis(BeforeAnalysisAccess access) {
        KOTLIN.forEach(name -> register(access.findClassByName(name)));
        for (Path entry : access.getApplicationClassPath()) {
            for (String name : namesIn(entry)) {
                Class<?> found = access.findClassByName(name);
                if (!name.startsWith("dev.portage.") || found.isRecord() || found.isEnum()) {
                    register(found);
                }
            }
        }
        // An executable runs on one platform, so it carries the PostgreSQL of that one only.
        RuntimeResourceAccess.addResource(
                getClass().getModule(),
                PostgresBinaries.archive(System.getProperty("os.name"), System.getProperty("os.arch")));
    }

    private static void register(Class<?> type) {
        RuntimeReflection.register(type);
        RuntimeReflection.register(type.getDeclaredConstructors());
        RuntimeReflection.register(type.getDeclaredMethods());
        RuntimeReflection.register(type.getDeclaredFields());
        RuntimeReflection.registerAllDeclaredClasses(type);
        if (type.isRecord()) {
            RuntimeReflection.registerAllRecordComponents(type);
        }
    }

    private static List<String> namesIn(Path entry) {
        try {
            if (Files.isDirectory(entry)) {
                return names(entry);
            }
            try (FileSystem jar = FileSystems.newFileSystem(entry)) {
                return names(jar.getPath("/"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read " + entry, e);
        }
    }

    private static List<String> names(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.map(file -> root.relativize(file).toString())
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .filter(file ->
                            file.startsWith(OURS) || WIRE_CLASSES.stream().anyMatch(file::startsWith))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .toList();
        }
    }
}
