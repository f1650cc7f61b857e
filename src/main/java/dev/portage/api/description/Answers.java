package dev.portage.api.description;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;
import org.jspecify.annotations.Nullable;

/** What a call may answer: as it is written where it went well, and the problems that may come instead. */
final class Answers {
    static final String JSON = "application/json";
    /** What every answer has. */
    static final List<String> REQUEST_ID = List.of("X-Request-Id");

    private static final Set<String> BODILESS = Set.of("204", "304");

    private final Problems problems;

    Answers(Problems problems) {
        this.problems = problems;
    }

    void describe(Operation operation, Prose prose) {
        Map<String, APIResponse> found = wentWell(operation.getResponses());
        APIResponses answers = OASFactory.createAPIResponses();
        Prose.Call call = prose.of(operation.getOperationId());
        if (call.answers() == null) {
            found.forEach(answers::addAPIResponse);
        } else {
            call.answers()
                    .forEach((status, written) ->
                            answers.addAPIResponse(status, answer(operation.getOperationId(), status, written, found)));
        }
        problems.of(operation, call.problems() == null ? List.of() : call.problems())
                .forEach((status, answer) -> answers.addAPIResponse(String.valueOf(status), answer));
        operation.setResponses(answers);
    }

    private static Map<String, APIResponse> wentWell(APIResponses responses) {
        Map<String, APIResponse> found = new TreeMap<>();
        responses.getAPIResponses().forEach((status, answer) -> {
            if (status.startsWith("2") || status.startsWith("3")) {
                found.put(status, answer);
            }
        });
        return found;
    }

    /** One method, and so one type, may answer with several statuses, of which only one is found in its signature. */
    private static APIResponse answer(
            String operationId, String status, Prose.Answer written, Map<String, APIResponse> found) {
        APIResponse answer = OASFactory.createAPIResponse().description(written.description());
        if (!BODILESS.contains(status)) {
            Optional.ofNullable(found.get(status))
                    .or(() -> found.values().stream().findFirst())
                    .map(APIResponse::getContent)
                    .ifPresent(content -> answer.setContent(content(operationId, status, written, content)));
        }
        addHeaders(answer, REQUEST_ID);
        addHeaders(answer, written.headers() == null ? List.of() : written.headers());
        return answer;
    }

    static void addHeaders(APIResponse answer, List<String> names) {
        names.forEach(name -> answer.addHeader(name, OASFactory.createHeader().ref("#/components/headers/" + name)));
    }

    private static Content content(String operationId, String status, Prose.Answer written, Content found) {
        Content content = OASFactory.createContent();
        found.getMediaTypes().forEach((name, type) -> {
            String bare = name.replaceAll(";.*", "");
            MediaType described = OASFactory.createMediaType().schema(schema(type));
            @Nullable
            String text = written.examples() == null ? null : written.examples().get(bare);
            if (text != null) {
                described.setExample(text);
            } else if (bare.equals(JSON)) {
                Prose.example(operationId, status).ifPresent(described::setExample);
            }
            content.addMediaType(bare, described);
        });
        return content;
    }

    private static Schema schema(MediaType type) {
        return type.getSchema() == null
                ? OASFactory.createSchema().addType(Schema.SchemaType.STRING)
                : type.getSchema();
    }
}
