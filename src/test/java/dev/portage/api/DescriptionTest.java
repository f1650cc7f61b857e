package dev.portage.api;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.Contract;
import dev.portage.testing.Npm;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The OpenAPI document is complete, right by its own rules and by those of two linters, and kept in {@code docs/}. */
@QuarkusTest
class DescriptionTest {
    private static final Path YAML = Path.of("target/openapi.yaml");
    private static final Path JSON = Path.of("target/openapi.json");

    @TestHTTPResource
    URI service;

    private Contract contract;

    @BeforeEach
    void read() throws IOException {
        contract = Contract.of(service);
        Files.writeString(YAML, document("yaml"));
        Files.writeString(JSON, document("json"));
    }

    private static String document(String format) {
        return given().get("/q/openapi?format=" + format).asString();
    }

    @Test
    void everyCallIsDescribed() {
        assertThat(contract.operations()).allSatisfy(operation -> {
            assertThat(operation.id()).as(operation.path()).isNotEmpty();
            assertThat(operation.json().path("summary").asText())
                    .as("summary of " + operation.id())
                    .isNotEmpty();
            assertThat(operation.json().path("description").asText())
                    .as("description of %s, in src/main/resources/openapi", operation.id())
                    .isNotEmpty();
            assertThat(operation.json().path("tags"))
                    .as("tag of " + operation.id())
                    .hasSize(1);
            for (String in : List.of("path", "query")) {
                Contract.parameters(operation, in)
                        .forEach((name, parameter) -> assertThat(
                                        parameter.path("description").asText())
                                .as("description of %s of %s", name, operation.id())
                                .isNotEmpty());
            }
        });
    }

    @Test
    void everyAnswerThatWentWellHasAnExampleWhichIsRight() {
        assertThat(contract.operations()).allSatisfy(operation -> {
            for (Map.Entry<String, JsonNode> answer :
                    operation.json().path("responses").properties()) {
                for (Map.Entry<String, JsonNode> type :
                        answer.getValue().path("content").properties()) {
                    if (type.getKey().startsWith("text/html")) {
                        continue;
                    }
                    JsonNode example = type.getValue().path("example");
                    String what = operation.id() + " " + answer.getKey() + " " + type.getKey();
                    assertThat(example.isMissingNode())
                            .as("no example of " + what)
                            .isFalse();
                    if (Contract.isJson(type.getKey())) {
                        assertThat(contract.faults(new Contract.Answer(
                                        operation.method(),
                                        operation.path(),
                                        Integer.parseInt(answer.getKey()),
                                        type.getKey(),
                                        example.toString())))
                                .as("example of " + what)
                                .isEmpty();
                    }
                }
            }
        });
    }

    @Test
    void everyAnswerSaysWhichOfItsFieldsAreThere() {
        contract.document().path("components").path("schemas").properties().forEach(schema -> {
            boolean answered = schema.getValue().has("properties")
                    && !schema.getValue().has("additionalProperties")
                    // Sent as well, where each is optional.
                    && !schema.getKey().equals("Options");
            if (answered) {
                assertThat(schema.getValue().path("required"))
                        .as(schema.getKey())
                        .isNotEmpty();
            }
        });
    }

    @Test
    void everyProblemHasAnExampleWhichIsRight() {
        JsonNode answers = contract.document().path("components").path("responses");
        assertThat(answers).isNotEmpty();
        answers.forEach(answer -> answer.path("content")
                .path("application/problem+json")
                .path("examples")
                .forEach(example -> {
                    JsonNode problem = contract.resolved(example).path("value");
                    assertThat(contract.faultsOfProblem(problem.toString()))
                            .as(problem.toString())
                            .isEmpty();
                }));
    }

    @Test
    void theDocumentInTheDocumentationIsThisOne() throws IOException {
        assertThat(Path.of("docs/openapi.yaml"))
                .as("copy %s over docs/openapi.yaml", YAML)
                .hasContent(Files.readString(YAML));
    }

    @Test
    void twoLintersFindNothing() throws IOException {
        Npm.assumeInstalled();
        Path rules = Path.of("src/test/npm/spectral.yaml").toAbsolutePath();
        String document = YAML.toAbsolutePath().toString();

        Npm.Result spectral =
                Npm.tool("spectral", "lint", document, "--ruleset", rules.toString(), "--fail-severity=hint");
        assertThat(spectral.status()).as(spectral.output()).isZero();
        Npm.Result redocly = Npm.tool("redocly", "lint", "--extends=recommended", "--format=stylish", document);
        assertThat(redocly.status()).as(redocly.output()).isZero();
        assertThat(redocly.output()).contains("Your API description is valid").doesNotContain("You have");
    }

    @Test
    void thePostmanCollectionIsMadeOfIt() throws IOException {
        Npm.assumeInstalled();
        Path made = Path.of("target/portage.postman_collection.json");
        Npm.Result result = Npm.script(
                "postman.mjs",
                JSON.toAbsolutePath().toString(),
                made.toAbsolutePath().toString());
        assertThat(result.status()).as(result.output()).isZero();
        assertThat(Path.of("docs/postman/portage.postman_collection.json"))
                .as("copy %s into docs/postman", made)
                .hasContent(Files.readString(made));
    }
}
