package dev.portage.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What can be told of the images without building them. */
class ImagesTest {
    private static final Path COMPOSE = Path.of("compose.yaml");
    private static final Pattern VARIABLE = Pattern.compile("\\b([A-Z][A-Z0-9_]+)=");

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native-micro", "Dockerfile.multistage"})
    void anImageIsPinnedAndRunsAsNobodyInParticular(String name) {
        List<String> steps = steps(Path.of("src/main/docker", name));

        assertThat(steps)
                .filteredOn(step -> step.startsWith("FROM "))
                .isNotEmpty()
                .allSatisfy(from -> assertThat(from.split(" ")[1])
                        .as("the tag of a release, not one that moves")
                        .matches("[a-z.]+/.+:\\d+(\\.\\d+)+-[\\w-]+"));
        assertThat(steps).filteredOn(step -> step.startsWith("USER ")).last().isEqualTo("USER 1001");
        assertThat(steps)
                .filteredOn(step -> step.startsWith("EXPOSE "))
                .containsExactly("EXPOSE " + Application.port());
        assertThat(steps).noneMatch(step -> step.startsWith("HEALTHCHECK"));
        // The exec form: no shell between the signal and the process.
        assertThat(steps).last().asString().startsWith("ENTRYPOINT [").endsWith("]");
        String base = steps.stream()
                .filter(step -> step.startsWith("FROM "))
                .reduce((_, last) -> last)
                .orElseThrow()
                .split(" ")[1];
        assertThat(steps).contains("ARG VERSION=" + version());
        assertThat(String.join("\n", steps))
                .contains(
                        "org.opencontainers.image.title=",
                        "org.opencontainers.image.description=",
                        "org.opencontainers.image.version=\"$VERSION\"",
                        "org.opencontainers.image.revision=\"$REVISION\"",
                        "org.opencontainers.image.base.name=\"" + base + "\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Dockerfile.jvm", "Dockerfile.native-micro", "Dockerfile.multistage"})
    void whatAnImageSetsIsASetting(String name) {
        Set<String> set = new TreeSet<>();
        steps(Path.of("src/main/docker", name)).stream()
                .filter(step -> step.startsWith("ENV "))
                .forEach(step -> VARIABLE.matcher(step).results().forEach(found -> set.add(found.group(1))));

        assertThat(set).contains("QUARKUS_HTTP_HOST");
        assertThat(Application.variables()).containsAll(set);
    }

    @Test
    void composeSetsWhatTheApplicationKnows() {
        JsonNode compose = Manifests.tree(COMPOSE);
        JsonNode portage = compose.at("/services/portage");
        Set<String> set = new TreeSet<>();
        portage.path("environment").fieldNames().forEachRemaining(set::add);

        assertThat(Application.variables()).containsAll(set);
        assertThat(portage.at("/environment/PORTAGE_DATABASE_URL").asText()).contains("//postgresql:5432/");
        assertThat(compose.at("/services/postgresql").isMissingNode()).isFalse();
        portage.path("secrets")
                .forEach(secret ->
                        assertThat(compose.path("secrets").has(secret.asText())).isTrue());
        assertThat(portage.at("/environment/PORTAGE_ADMIN_TOKEN_FILE").asText()).isEqualTo("/run/secrets/admin-token");
        assertThat(Files.exists(Path.of("src/main/docker/Dockerfile.multistage")))
                .isTrue();
        assertThat(portage.at("/build/dockerfile").asText()).contains("src/main/docker/Dockerfile.multistage");
    }

    private static String version() {
        Matcher version = Pattern.compile("<artifactId>portage</artifactId>\\s*<version>([^<]+)</version>")
                .matcher(Manifests.text(Path.of("pom.xml")));
        assertThat(version.find()).isTrue();
        return version.group(1);
    }

    /** Without comments, each step on one line. */
    private static List<String> steps(Path file) {
        return Arrays.stream(Manifests.text(file)
                        .replaceAll("(?m)^#.*\n", "")
                        .replaceAll("\\\\\n\\s*", "")
                        .split("\n"))
                .filter(line -> !line.isBlank())
                .toList();
    }
}
