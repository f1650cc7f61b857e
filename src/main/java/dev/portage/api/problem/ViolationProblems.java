package dev.portage.api.problem;

import dev.portage.migration.FieldError;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Bean Validation's findings, with the names that the caller used instead of those of our methods. */
final class ViolationProblems {

    private ViolationProblems() {}

    static Problem of(ConstraintViolationException failure) {
        return of(failure.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList());
    }

    static Problem of(List<FieldError> errors) {
        String detail = errors.stream()
                .map(error -> "Field '" + error.field() + "' " + error.message() + ".")
                .collect(Collectors.joining(" "));
        return Problem.of(400, "validation-failed", detail).about(errors);
    }

    /** Whether it is we who broke a promise: what a method gives back is not the caller's fault. */
    static boolean isOurs(ConstraintViolationException failure) {
        return failure.getConstraintViolations().stream()
                .flatMap(violation ->
                        StreamSupport.stream(violation.getPropertyPath().spliterator(), false))
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
    }

    private static String field(ConstraintViolation<?> violation) {
        StringBuilder field = new StringBuilder();
        String parameter = "";
        for (Path.Node node : violation.getPropertyPath()) {
            switch (node.getKind()) {
                case METHOD -> {}
                case PARAMETER -> parameter = parameterName(violation, node.as(Path.ParameterNode.class));
                default -> append(field, node);
            }
        }
        return field.isEmpty() ? parameter : field.toString();
    }

    private static void append(StringBuilder field, Path.Node node) {
        if (node.isInIterable() && node.getIndex() != null) {
            field.append('[').append(node.getIndex()).append(']');
        } else if (node.getKey() != null) {
            field.append(field.isEmpty() ? "" : ".").append(node.getKey());
        }
        String name = node.getName();
        // Nodes for the elements of a container are called "<list element>" and the like.
        if (name != null && !name.startsWith("<")) {
            field.append(field.isEmpty() ? "" : ".").append(name);
        }
    }

    private static String parameterName(ConstraintViolation<?> violation, Path.ParameterNode parameter) {
        Path.MethodNode method = violation.getPropertyPath().iterator().next().as(Path.MethodNode.class);
        // The bean's class is a subclass that the container generated; only its parent has the annotations.
        for (Class<?> type = violation.getRootBeanClass(); type != null; type = type.getSuperclass()) {
            for (Method candidate : type.getDeclaredMethods()) {
                if (candidate.getName().equals(method.getName())
                        && List.of(candidate.getParameterTypes()).equals(method.getParameterTypes())) {
                    for (Annotation annotation : candidate.getParameterAnnotations()[parameter.getParameterIndex()]) {
                        if (annotation instanceof QueryParam query) {
                            return query.value();
                        }
                        if (annotation instanceof PathParam path) {
                            return path.value();
                        }
                    }
                }
            }
        }
        return parameter.getName();
    }
}
