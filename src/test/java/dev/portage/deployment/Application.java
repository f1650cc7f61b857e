package dev.portage.deployment;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.portage.queue.QueueConfig;
import io.quarkus.vertx.core.runtime.config.VertxConfiguration;
import io.quarkus.vertx.http.runtime.VertxHttpConfig;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.SmallRyeConfigBuilder;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import software.amazon.awssdk.core.SdkSystemSetting;

/** What the application itself says of its settings and paths. */
final class Application {
    private static final JavaClasses MAIN = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.portage");
    private static final Pattern EXPRESSION = Pattern.compile("\\$\\{([^}:]+)");

    private Application() {}

    /** Every environment variable that sets something. */
    static Set<String> variables() {
        Set<String> names = new TreeSet<>();
        Stream.concat(
                        MAIN.stream()
                                .filter(type -> type.isAnnotatedWith(ConfigMapping.class))
                                .map(JavaClass::reflect),
                        Stream.of(VertxConfiguration.class, VertxHttpConfig.class))
                .flatMap(Application::settings)
                .forEach(name -> names.add(variable(name)));
        for (Object value : properties().values()) {
            Matcher named = EXPRESSION.matcher(value.toString());
            while (named.find()) {
                names.add(variable(named.group(1)));
            }
        }
        for (String role : roles()) {
            names.add("PORTAGE_" + role + "_TOKEN");
            names.add("PORTAGE_" + role + "_TOKEN_FILE");
        }
        Arrays.stream(SdkSystemSetting.values())
                .map(SdkSystemSetting::environmentVariable)
                .forEach(names::add);
        return names;
    }

    static Set<String> roles() {
        Class<?> role = MAIN.get("dev.portage.api.security.Role").reflect();
        Set<String> names = new TreeSet<>();
        for (Object constant : role.getEnumConstants()) {
            names.add(((Enum<?>) constant).name());
        }
        return names;
    }

    static int port() {
        return Integer.parseInt(properties().getProperty("quarkus.http.port"));
    }

    /** How long a replica that is told to stop waits for what is in flight. */
    static Duration stopWithin() {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(QueueConfig.class)
                .build()
                .getConfigMapping(QueueConfig.class)
                .stopWithin();
    }

    /** Whether a resource takes POST requests at this path. */
    static boolean takesPost(String path) {
        return MAIN.stream()
                .filter(type -> type.isAnnotatedWith(Path.class))
                .map(JavaClass::reflect)
                .flatMap(resource -> Arrays.stream(resource.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(POST.class))
                .map(Application::template)
                .anyMatch(template -> path.matches(template.replaceAll("\\{[^}]+}", "[^/]+")));
    }

    private static String template(Method method) {
        String resource = method.getDeclaringClass().getAnnotation(Path.class).value();
        Path own = method.getAnnotation(Path.class);
        return Stream.of(resource, own == null ? "" : own.value())
                .flatMap(part -> Arrays.stream(part.split("/")))
                .filter(part -> !part.isEmpty())
                .reduce("", (before, part) -> before + "/" + part);
    }

    private static Stream<String> settings(Class<?> mapping) {
        return ConfigMappings.getProperties(ConfigMappings.ConfigClass.configClass(mapping)).keySet().stream();
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^A-Za-z0-9]", "_").toUpperCase(Locale.ROOT);
    }

    private static Properties properties() {
        Properties properties = new Properties();
        try (InputStream file = Application.class.getResourceAsStream("/application.properties")) {
            properties.load(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    static List<String> probes() {
        return List.of("/q/health/started", "/q/health/live", "/q/health/ready");
    }
}
