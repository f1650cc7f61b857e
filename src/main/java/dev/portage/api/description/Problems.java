package dev.portage.api.description;

import dev.portage.api.problem.Problem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jboss.resteasy.reactive.RestResponse;

/** The problems that a call may answer with: those of HTTP by rule, its own as they are written. */
final class Problems {
    private static final List<String> EVERYWHERE = List.of(
            "bad-request",
            "unknown-parameter",
            "invalid-parameter",
            "validation-failed",
            "unauthorized",
            "forbidden",
            "not-acceptable",
            "internal-error",
            "unavailable",
            "database-unavailable");
    private static final List<String> OF_A_BODY = List.of(
            "malformed-json",
            "duplicate-field",
            "unknown-field",
            "invalid-value",
            "missing-body",
            "body-too-large",
            "unsupported-media-type");

    private static final Map<Integer, List<String>> HEADERS =
            Map.of(401, List.of("WWW-Authenticate"), 429, List.of("Retry-After"), 503, List.of("Retry-After"));

    private static final Map<Integer, String> TITLES = Map.ofEntries(
            Map.entry(400, "The request is not as it has to be"),
            Map.entry(401, "The call comes without a token or proof that is good"),
            Map.entry(403, "The token's role does not allow the call"),
            Map.entry(404, "There is nothing at this path"),
            Map.entry(406, "The call can't answer in the media type that is asked for"),
            Map.entry(412, "The migration has changed since the caller saw it"),
            Map.entry(409, "The call makes no sense in the present state"),
            Map.entry(413, "The body is too large"),
            Map.entry(415, "The body is of another media type"),
            Map.entry(422, "Who decides about it refuses what is sent"),
            Map.entry(429, "There are too many calls"),
            Map.entry(500, "The service failed unexpectedly"),
            Map.entry(502, "Cognito refuses what it is asked for this call"),
            Map.entry(503, "Something that the call needs can't be reached"));

    private final Map<String, Prose.ProblemType> types;
    private final Components components;
    /** The answers that there are, by their types of problems. */
    private final Map<Set<String>, String> names = new HashMap<>();

    Problems(Map<String, Prose.ProblemType> types, Components components) {
        this.types = types;
        this.components = components;
    }

    Map<Integer, APIResponse> of(Operation operation, List<String> own) {
        List<String> possible = new ArrayList<>(EVERYWHERE);
        if (operation.getRequestBody() != null) {
            possible.addAll(OF_A_BODY);
        }
        if (operation.getParameters() != null
                && operation.getParameters().stream().anyMatch(each -> each.getIn() == Parameter.In.PATH)) {
            possible.add("not-found");
        }
        possible.addAll(own);
        Map<Integer, Set<String>> byStatus = new TreeMap<>();
        for (String type : possible) {
            byStatus.computeIfAbsent(known(type).status(), _ -> new TreeSet<>()).add(type);
        }
        Map<Integer, APIResponse> answers = new TreeMap<>();
        byStatus.forEach((status, some) -> answers.put(status, shared(status, some)));
        return answers;
    }

    private Prose.ProblemType known(String type) {
        Prose.ProblemType known = types.get(type);
        if (known == null) {
            throw new IllegalStateException("openapi/problems.yaml has no '" + type + "'");
        }
        return known;
    }

    /** Calls that may answer with the same problems refer to the same answer. */
    private APIResponse shared(int status, Set<String> some) {
        String name = names.computeIfAbsent(some, _ -> {
            String free = freeName(status);
            components.addResponse(free, answer(status, some));
            return free;
        });
        return OASFactory.createAPIResponse().ref("#/components/responses/" + name);
    }

    private String freeName(int status) {
        String phrase =
                String.valueOf(RestResponse.Status.fromStatusCode(status)).replace(" ", "");
        return Stream.concat(Stream.of(phrase), IntStream.iterate(2, n -> n + 1).mapToObj(n -> phrase + "-" + n))
                .filter(name -> !names.containsValue(name))
                .findFirst()
                .orElseThrow();
    }

    private APIResponse answer(int status, Set<String> some) {
        MediaType problem = OASFactory.createMediaType().schema(schema(status, some));
        for (String type : some) {
            components.addExample(
                    type, OASFactory.createExample().summary(words(type)).value(example(type)));
            problem.addExample(type, OASFactory.createExample().ref("#/components/examples/" + type));
        }
        APIResponse answer = OASFactory.createAPIResponse()
                .description(TITLES.getOrDefault(status, "The call is refused"))
                .content(OASFactory.createContent().addMediaType(Problem.MEDIA_TYPE, problem));
        Answers.addHeaders(answer, Answers.REQUEST_ID);
        Answers.addHeaders(answer, HEADERS.getOrDefault(status, List.of()));
        return answer;
    }

    private static Schema schema(int status, Set<String> some) {
        Schema type = OASFactory.createSchema();
        some.forEach(type::addEnumeration);
        return OASFactory.createSchema()
                .addAllOf(OASFactory.createSchema().ref("#/components/schemas/Problem"))
                .addAllOf(OASFactory.createSchema()
                        .addProperty("type", type)
                        .addProperty("status", OASFactory.createSchema().constValue(status)));
    }

    private Map<String, Object> example(String type) {
        Prose.ProblemType known = known(type);
        Map<String, Object> example = new LinkedHashMap<>();
        example.put("type", type);
        example.put("title", known.title() == null ? words(type) : known.title());
        example.put("status", known.status());
        example.put("detail", known.detail());
        if (known.errors() != null) {
            example.put("errors", known.errors());
        }
        if (known.instance() != null) {
            example.put("instance", known.instance());
        }
        return example;
    }

    private static String words(String type) {
        return Problem.of(500, type, "").title();
    }
}
