package dev.portage.api.description;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.models.tags.Tag;
import org.jspecify.annotations.Nullable;

/**
 * What people have written about the API, beside the code: a file for each tag under {@code openapi/}, and an example of
 * each answer under {@code openapi/examples/}.
 */
record Prose(
        Map<String, Call> calls,
        Map<String, String> tags,
        Map<String, Parameter> parameters,
        Map<String, ProblemType> problems) {
    private static final ObjectMapper YAML = new YAMLMapper();
    private static final Call UNDESCRIBED = new Call(null, null, null, null, null);

    /** An operation. */
    record Call(
            @Nullable String description,
            @Nullable Map<String, Parameter> parameters,
            @Nullable Map<String, Request> requests,
            @Nullable Map<String, Answer> answers,
            @Nullable List<String> problems) {}

    record Parameter(@Nullable String description, @Nullable Object example) {}

    /** A request to try, by its name. */
    record Request(String summary, Object value) {}

    /**
     * An answer that is no problem.
     *
     * @param headers that it has besides the usual ones
     * @param examples of what is not JSON, by media type
     */
    record Answer(
            String description,
            @Nullable List<String> headers,
            @Nullable Map<String, String> examples) {}

    /** A type of problem, with an example of its words. */
    record ProblemType(
            int status,
            @Nullable String title,
            String detail,
            @Nullable List<Map<String, String>> errors,
            @Nullable String instance) {}

    static Prose read(List<Tag> tags) {
        Map<String, Call> calls = new HashMap<>();
        Map<String, String> tagOf = new HashMap<>();
        for (Tag tag : tags) {
            String file = tag.getName().toLowerCase(Locale.ROOT).replace(' ', '-') + ".yaml";
            Map<String, Call> described = yaml(file, new TypeReference<LinkedHashMap<String, Call>>() {});
            described.keySet().forEach(operation -> tagOf.put(operation, tag.getName()));
            calls.putAll(described);
        }
        return new Prose(
                calls,
                tagOf,
                yaml("parameters.yaml", new TypeReference<LinkedHashMap<String, Parameter>>() {}),
                yaml("problems.yaml", new TypeReference<LinkedHashMap<String, ProblemType>>() {}));
    }

    /** What is written about an operation; nothing, where nobody has. */
    Call of(@Nullable String operationId) {
        return calls.getOrDefault(String.valueOf(operationId), UNDESCRIBED);
    }

    Optional<String> tagOf(@Nullable String operationId) {
        return Optional.ofNullable(tags.get(String.valueOf(operationId)));
    }

    /** What is written about a parameter for this operation, or wherever it occurs. */
    Optional<Parameter> parameter(Call call, String name) {
        return Optional.ofNullable(call.parameters())
                .map(own -> own.get(name))
                .or(() -> Optional.ofNullable(parameters.get(name)));
    }

    /** An example of an answer in JSON. */
    static Optional<Object> example(String operationId, String status) {
        try (InputStream json = resource("examples/" + operationId + "." + status + ".json")) {
            return json == null ? Optional.empty() : Optional.of(YAML.readValue(json, Object.class));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> T yaml(String file, TypeReference<T> type) {
        try (InputStream text = Objects.requireNonNull(resource(file), "no resource openapi/" + file)) {
            return YAML.readValue(text, type);
        } catch (IOException e) {
            throw new UncheckedIOException("openapi/" + file, e);
        }
    }

    private static @Nullable InputStream resource(String name) {
        return Prose.class.getResourceAsStream("/openapi/" + name);
    }
}
