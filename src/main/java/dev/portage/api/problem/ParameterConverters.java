package dev.portage.api.problem;

import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.ext.ParamConverter;
import jakarta.ws.rs.ext.ParamConverterProvider;
import jakarta.ws.rs.ext.Provider;
import java.lang.annotation.Annotation;
import java.lang.reflect.Type;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Reads path and query parameters, and says by name which one is wrong and what it has to be. A path with an id that
 * can't be one is a path to nothing: 404, where a wrong query parameter is 400.
 */
@Provider
class ParameterConverters implements ParamConverterProvider {

    @Override
    @SuppressWarnings("unchecked") // parser(type) makes values of that type
    public <T> @Nullable ParamConverter<T> getConverter(Class<T> type, Type genericType, Annotation[] annotations) {
        Function<String, Object> parser = parser(type);
        return parser == null ? null : (ParamConverter<T>) new Converter(type, parser, List.of(annotations));
    }

    private static @Nullable Function<String, Object> parser(Class<?> type) {
        if (type == UUID.class) {
            return ParameterConverters::uuid;
        }
        if (type == Instant.class) {
            return Instant::parse;
        }
        if (type == int.class || type == Integer.class) {
            return Integer::valueOf;
        }
        if (type == long.class || type == Long.class) {
            return Long::valueOf;
        }
        if (type == boolean.class || type == Boolean.class) {
            return ParameterConverters::bool;
        }
        return type.isEnum() ? text -> constant(type, text) : null;
    }

    private static UUID uuid(String text) {
        UUID id = UUID.fromString(text);
        if (!id.toString().equalsIgnoreCase(text)) {
            // Java takes "1-1-1-1-1" for one as well.
            throw new IllegalArgumentException("not a UUID");
        }
        return id;
    }

    private static Boolean bool(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("neither true nor false");
        };
    }

    private static Object constant(Class<?> type, String text) {
        for (Object constant : type.getEnumConstants()) {
            if (((Enum<?>) constant).name().equals(text)) {
                return constant;
            }
        }
        throw new IllegalArgumentException("no such constant");
    }

    private record Converter(Class<?> type, Function<String, Object> parser, List<Annotation> annotations)
            implements ParamConverter<Object> {

        @Override
        public @Nullable Object fromString(@Nullable String text) {
            if (text == null) {
                return null;
            }
            try {
                return parser.apply(text);
            } catch (IllegalArgumentException | DateTimeException e) {
                throw refused();
            }
        }

        @Override
        public String toString(Object value) {
            return value.toString();
        }

        private ProblemException refused() {
            String expected = Expectation.of(type);
            for (Annotation annotation : annotations) {
                if (annotation instanceof PathParam path) {
                    return new ProblemException(
                            404,
                            "not-found",
                            "There is nothing at this path: its {" + path.value() + "} must be " + expected + ".");
                }
                if (annotation instanceof QueryParam query) {
                    String name = query.value();
                    return new ProblemException(Problem.of(
                                    400,
                                    "invalid-parameter",
                                    "Query parameter '" + name + "' must be " + expected + ".")
                            .about(name, "must be " + expected));
                }
            }
            // A parameter without annotation is one of the path, named as in the path's template.
            return new ProblemException(
                    404, "not-found", "There is nothing at this path: an id in it must be " + expected + ".");
        }
    }
}
