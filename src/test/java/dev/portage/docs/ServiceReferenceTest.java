package dev.portage.docs;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The pages that list calls and metrics are as the running service is. */
@QuarkusTest
class ServiceReferenceTest {
    private static final Path REFERENCE = Path.of("docs/reference");
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");

    @Test
    void calls() throws IOException {
        JsonNode api = new ObjectMapper()
                .readTree(given().get("/q/openapi?format=json").asString());
        Map<String, StringBuilder> bySubject = new TreeMap<>();
        for (Map.Entry<String, JsonNode> path : new TreeMap<>(api.path("paths").properties().stream()
                        .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue)))
                .entrySet()) {
            for (Map.Entry<String, JsonNode> call : path.getValue().properties()) {
                if (METHODS.contains(call.getKey()) && isOurs(path.getKey())) {
                    String summary = call.getValue().path("summary").asText();
                    assertThat(summary)
                            .as("%s %s has a summary", call.getKey(), path.getKey())
                            .isNotBlank();
                    bySubject
                            .computeIfAbsent(
                                    subject(path.getKey()),
                                    subject -> new StringBuilder(
                                            "\n## " + subject + "\n\n| call | what it does |\n|---|---|\n"))
                            .append(Generated.row(List.of(
                                    "`%s %s`".formatted(call.getKey().toUpperCase(Locale.ROOT), path.getKey()),
                                    summary)));
                }
            }
        }
        Generated.check(REFERENCE.resolve("api.md"), String.join("", bySubject.values()) + "\n");
    }

    private static boolean isOurs(String path) {
        return !path.startsWith("/q/") && !path.startsWith("/test-only");
    }

    private static String subject(String path) {
        String[] parts = path.split("/");
        boolean ofOne = parts.length > 3 && parts[1].equals("migrations");
        return ofOne ? "/migrations/{id}/" + parts[3] : "/" + parts[1];
    }

    @Test
    void everyMetricIsOnThePage() throws IOException {
        String page = Files.readString(REFERENCE.resolve("metrics.md"));
        Set<String> shown = given().get("/q/metrics")
                .asString()
                .lines()
                .filter(line -> line.startsWith("# HELP portage_"))
                .map(line -> line.split(" ")[2])
                .map(name -> name.replaceAll("_max$", ""))
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown)
                .hasSizeGreaterThan(10)
                .allSatisfy(name -> assertThat(page).as(name).contains("`" + name));
    }
}
