package dev.portage.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/** The service's OpenAPI document, to hold what it is sent and what it answers against. */
public final class Contract {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Map<URI, Contract> READ = new ConcurrentHashMap<>();
    private static final String HERE = "https://portage.test/openapi.json";
    private static final Set<String> METHODS = Set.of("get", "put", "post", "patch", "delete");
    /** Answered by the server before it knows which call it is. */
    private static final Set<Integer> OF_HTTP_ITSELF = Set.of(408, 414, 431, 501, 505);
    /** Paths that answer in JSON and are none of the API's. */
    private static final Pattern ELSEWHERE =
            Pattern.compile("/(q|test-only|dashboard|webjars|assets|_importmap)(/.*)?");

    private final JsonNode document;
    private final List<Operation> operations;
    private final JsonSchemaFactory factory;
    private final Map<String, JsonSchema> schemas = new ConcurrentHashMap<>();

    private Contract(JsonNode document) {
        this.document = document;
        this.operations = operations(document);
        String closed = closed(document).toString();
        this.factory = JsonSchemaFactory.getInstance(
                SpecVersion.VersionFlag.V202012,
                builder -> builder.schemaLoaders(loaders -> loaders.schemas(Map.of(HERE, closed))));
    }

    /** The document of a running service. */
    public static Contract of(URI service) {
        return READ.computeIfAbsent(service.resolve("/"), Contract::read);
    }

    private static Contract read(URI service) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/q/openapi?format=json"))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            return new Contract(MAPPER.readTree(
                    client.send(request, HttpResponse.BodyHandlers.ofString()).body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** A call of the document. */
    public record Operation(String method, String path, Pattern paths, JsonNode json) {
        public String id() {
            return json.path("operationId").asText();
        }

        /** What is in the way of this being the operation of a path: each parameter makes it less likely. */
        private int vagueness() {
            return path.length() - path.replace("{", "").length();
        }
    }

    /** What came, to be held against the document. */
    public record Answer(String method, String path, int status, String contentType, String body) {
        String mediaType() {
            return contentType.replaceAll("\\s*;.*", "").toLowerCase(Locale.ROOT);
        }
    }

    public JsonNode document() {
        return document;
    }

    public List<Operation> operations() {
        return operations;
    }

    public Operation operation(String id) {
        return operations.stream()
                .filter(operation -> operation.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no operation " + id));
    }

    /** What is wrong with an answer; empty where it is as the document says. */
    public List<String> faults(Answer answer) {
        if (answer.method().equals("HEAD") || answer.method().equals("OPTIONS")) {
            return List.of();
        }
        String path = answer.path().replaceAll("(?<=.)/+$", "");
        List<Operation> here = operations.stream()
                .filter(operation -> operation.paths().matcher(path).matches())
                .sorted(Comparator.comparing(Operation::vagueness))
                .toList();
        Optional<Operation> called = here.stream()
                .filter(operation -> operation.path().equals(here.getFirst().path()))
                .filter(operation -> operation.method().equals(answer.method()))
                .findFirst();
        if (called.isPresent() && !OF_HTTP_ITSELF.contains(answer.status())) {
            return faults(called.get(), answer);
        }
        if (answer.mediaType().equals("application/problem+json")) {
            return faultsOfProblem(answer.body());
        }
        return answer.mediaType().equals("application/json")
                        && !ELSEWHERE.matcher(path).matches()
                ? List.of("there is no such call in the document")
                : List.of();
    }

    private List<String> faults(Operation operation, Answer answer) {
        JsonNode documented = operation.json().path("responses").path(String.valueOf(answer.status()));
        if (documented.isMissingNode()) {
            return List.of("status " + answer.status() + " is not documented for " + operation.id());
        }
        JsonNode content = resolved(documented).path("content");
        if (content.isMissingNode()) {
            return answer.body().isEmpty() ? List.of() : List.of("there is a body, and none is documented");
        }
        JsonNode type = content.path(answer.mediaType());
        if (type.isMissingNode()) {
            return List.of("content type '" + answer.contentType() + "' is not documented");
        }
        return isJson(answer.mediaType())
                ? check(
                        operation.id() + "." + answer.status(),
                        type.path("schema").toString(),
                        answer.body())
                : List.of();
    }

    public static boolean isJson(String mediaType) {
        return mediaType.startsWith("application/json") || mediaType.startsWith("application/problem+json");
    }

    /** What is wrong with a body of a request. */
    public List<String> faultsOfRequest(Operation operation, JsonNode body) {
        return check(operation.id(), requestSchema(operation).toString(), body.toString());
    }

    /** What is wrong with a problem, whichever call it is of. */
    public List<String> faultsOfProblem(String problem) {
        return check("Problem", "{\"$ref\":\"#/components/schemas/Problem\"}", problem);
    }

    public JsonNode requestSchema(Operation operation) {
        return operation.json().at("/requestBody/content/application~1json/schema");
    }

    /** The node that this one refers to, or itself. */
    public JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.path("$ref").asText().substring(1)) : node;
    }

    private List<String> check(String name, String schema, String body) {
        try {
            return schemas.computeIfAbsent(name + schema, _ -> schema(schema)).validate(MAPPER.readTree(body)).stream()
                    .map(ValidationMessage::getMessage)
                    .toList();
        } catch (JsonProcessingException e) {
            return List.of("the body is no JSON");
        }
    }

    private JsonSchema schema(String text) {
        try {
            // References within it are those of the document.
            return factory.getSchema(
                    SchemaLocation.of("https://portage.test/check.json"),
                    MAPPER.readTree(text.replace("\"#/", "\"" + HERE + "#/")),
                    SchemaValidatorsConfig.builder()
                            .formatAssertionsEnabled(true)
                            .build());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Fields may be added to the API, but not unseen: here every object has the fields that are documented only. */
    private static JsonNode closed(JsonNode document) {
        JsonNode closed = document.deepCopy();
        closed.path("components").path("schemas").forEach(schema -> {
            if (schema.has("properties") && !schema.has("additionalProperties")) {
                ((ObjectNode) schema).put("additionalProperties", false);
            }
        });
        return closed;
    }

    private static List<Operation> operations(JsonNode document) {
        List<Operation> operations = new ArrayList<>();
        for (Map.Entry<String, JsonNode> path : document.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    operations.add(new Operation(
                            method.getKey().toUpperCase(Locale.ROOT),
                            path.getKey(),
                            paths(path.getKey()),
                            method.getValue()));
                }
            }
        }
        return List.copyOf(operations);
    }

    private static Pattern paths(String template) {
        // The name of a group may have slashes.
        return Pattern.compile(
                template.replaceAll("/groups/\\{name}$", "/groups/.+").replaceAll("\\{[^}]+}", "[^/]+"));
    }

    /** The parameters of an operation in one place: path, query or header. */
    public static Map<String, JsonNode> parameters(Operation operation, String in) {
        Map<String, JsonNode> parameters = new LinkedHashMap<>();
        operation.json().path("parameters").forEach(parameter -> {
            if (parameter.path("in").asText().equals(in)) {
                parameters.put(parameter.path("name").asText(), parameter);
            }
        });
        return parameters;
    }
}
