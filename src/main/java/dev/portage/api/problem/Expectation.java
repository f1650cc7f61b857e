package dev.portage.api.problem;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a caller has to write where a value of some Java type is wanted. */
final class Expectation {

    private Expectation() {}

    /** To follow "must be". */
    static String of(@Nullable Class<?> type) {
        if (type == null) {
            return "another kind of value";
        }
        if (type.isEnum()) {
            return "one of "
                    + Arrays.stream(type.getEnumConstants())
                            .map(constant -> name((Enum<?>) constant))
                            .collect(Collectors.joining(", "));
        }
        if (type == UUID.class) {
            return "a UUID, such as 0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f";
        }
        if (type == Instant.class) {
            return "a time in ISO-8601, such as 2026-01-31T12:00:00Z";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (isWhole(type)) {
            return "a whole number from " + lowest(type) + " to " + highest(type);
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (CharSequence.class.isAssignableFrom(type)) {
            return "a string, in double quotes";
        }
        if (type.isArray() || Collection.class.isAssignableFrom(type)) {
            return "a list, in square brackets";
        }
        return "an object, in braces";
    }

    /** As JSON has it, which need not be its name in Java. */
    private static String name(Enum<?> constant) {
        try {
            JsonProperty json =
                    constant.getDeclaringClass().getField(constant.name()).getAnnotation(JsonProperty.class);
            return json == null ? constant.name() : json.value();
        } catch (NoSuchFieldException e) {
            throw new IllegalStateException("an enum has a field for each constant", e);
        }
    }

    private static boolean isWhole(Class<?> type) {
        return type == int.class || type == Integer.class || type == long.class || type == Long.class;
    }

    private static long lowest(Class<?> type) {
        return type == int.class || type == Integer.class ? Integer.MIN_VALUE : Long.MIN_VALUE;
    }

    private static long highest(Class<?> type) {
        return type == int.class || type == Integer.class ? Integer.MAX_VALUE : Long.MAX_VALUE;
    }
}
