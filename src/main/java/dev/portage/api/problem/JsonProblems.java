package dev.portage.api.problem;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.PropertyBindingException;
import dev.portage.migration.FieldError;
import dev.portage.migration.InvalidRequestException;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Jackson's complaints about a request body, in the caller's words: the field's path in the JSON, and what it has to be.
 * Never the value itself, which may be a password, and nothing of Jackson's messages that names a Java class.
 */
final class JsonProblems {

    private static final Pattern DUPLICATE = Pattern.compile("Duplicate field '(.*)'");

    private JsonProblems() {}

    @SuppressWarnings("BadInstanceof") // the pattern names what is not null
    static Problem of(JsonProcessingException failure) {
        return switch (failure) {
            case PropertyBindingException unknown -> unknownField(unknown);
            case InvalidTypeIdException type -> unknownType(type);
            case MismatchedInputException mismatch -> mismatch(mismatch);
            case JsonMappingException wrapped
            when wrapped.getCause() instanceof InputCoercionException range ->
                mustBe(path(wrapped), Expectation.of(range.getTargetType()));
            case JsonMappingException wrapped
            when syntax(wrapped) instanceof JsonProcessingException cause -> malformed(cause);
            case JsonMappingException wrapped
            when invalidRequest(wrapped) instanceof InvalidRequestException invalid ->
                validation(invalid, path(wrapped));
            case JsonMappingException wrapped -> mustBe(path(wrapped), "a value that this field can take");
            default -> malformed(failure);
        };
    }

    /** For fields that a request's own record refuses; their paths are below that record's. */
    static Problem validation(InvalidRequestException failure, String parent) {
        return ViolationProblems.of(failure.errors().stream()
                .map(error -> new FieldError(join(parent, error.field()), error.message()))
                .toList());
    }

    private static Problem unknownField(PropertyBindingException failure) {
        String field = path(failure);
        Collection<Object> known = failure.getKnownPropertyIds() == null ? List.of() : failure.getKnownPropertyIds();
        String names = known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
        String message = known.isEmpty() ? "is unknown" : "is unknown; known here: " + names;
        return Problem.of(400, "unknown-field", "Field '" + field + "' " + message + ".")
                .about(field, message);
    }

    private static Problem unknownType(InvalidTypeIdException failure) {
        Class<?> base = failure.getBaseType().getRawClass();
        JsonTypeInfo info = base.getAnnotation(JsonTypeInfo.class);
        JsonSubTypes types = base.getAnnotation(JsonSubTypes.class);
        String field = path(failure);
        // Jackson's path ends at the object where the property is missing, and at the property where it is wrong.
        if (info != null && !field.endsWith(info.property())) {
            field = join(field, info.property());
        }
        return mustBe(
                field,
                types == null
                        ? "a known type"
                        : "one of "
                                + Arrays.stream(types.value())
                                        .map(JsonSubTypes.Type::name)
                                        .sorted()
                                        .collect(Collectors.joining(", ")));
    }

    private static Problem mismatch(MismatchedInputException failure) {
        if (String.valueOf(failure.getOriginalMessage()).startsWith("Trailing token")) {
            return malformed("more JSON follows the first value; send exactly one", failure.getLocation());
        }
        return mustBe(path(failure), Expectation.of(failure.getTargetType()));
    }

    private static Problem mustBe(String field, String expected) {
        if (field.isEmpty()) {
            return Problem.of(400, "invalid-value", "The body must be " + expected + ".");
        }
        String message = "must be " + expected;
        return Problem.of(400, "invalid-value", "Field '" + field + "' " + message + ".")
                .about(field, message);
    }

    private static Problem malformed(JsonProcessingException failure) {
        String message = String.valueOf(failure.getOriginalMessage());
        Matcher duplicate = DUPLICATE.matcher(message);
        if (duplicate.find()) {
            String field = duplicate.group(1);
            return Problem.of(
                            400,
                            "duplicate-field",
                            "Field '" + field + "' is given twice" + at(failure.getLocation()) + ": send it once.")
                    .about(field, "is given twice");
        }
        return malformed(reason(message), failure.getLocation());
    }

    private static Problem malformed(String reason, @Nullable JsonLocation location) {
        return Problem.of(400, "malformed-json", "The body is not valid JSON" + at(location) + ": " + reason + ".");
    }

    /** Jackson's words, as far as they neither quote the body nor name its classes. */
    private static String reason(String message) {
        if (message.startsWith("Unexpected end-of-input")) {
            return "it ends too early; a closing quote, bracket or brace is missing";
        }
        if (message.startsWith("Unexpected character") || message.startsWith("Illegal unquoted character")) {
            String line = message.lines().findFirst().orElse("");
            return line.contains("`") ? line.substring(0, line.indexOf('`')).strip() : line;
        }
        if (message.startsWith("Unexpected close marker")) {
            return "brackets and braces do not match";
        }
        if (message.startsWith("Unrecognized token")) {
            return "a value must be a string in double quotes, a number, true, false, null, a list or an object";
        }
        if (message.startsWith("Invalid UTF-8")) {
            return "it is not UTF-8";
        }
        if (message.contains("exceeds the maximum")) {
            return "it is nested too deeply, or has a name, string or number that is too long";
        }
        return "it breaks a rule of JSON there";
    }

    private static String at(@Nullable JsonLocation location) {
        return location == null || location.getLineNr() < 1
                ? ""
                : " at line " + location.getLineNr() + ", column " + location.getColumnNr();
    }

    /** What a mapping failure was wrapped around, if it was the JSON itself. */
    private static @Nullable JsonProcessingException syntax(JsonMappingException failure) {
        return failure.getCause() instanceof JsonProcessingException cause && !(cause instanceof JsonMappingException)
                ? cause
                : null;
    }

    private static @Nullable InvalidRequestException invalidRequest(Throwable failure) {
        return failure.getCause() instanceof InvalidRequestException invalid ? invalid : null;
    }

    private static String path(JsonMappingException failure) {
        StringBuilder path = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.toString();
    }

    private static String join(String parent, String field) {
        return parent.isEmpty() || field.isEmpty() ? parent + field : parent + "." + field;
    }
}
