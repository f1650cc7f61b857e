package dev.portage.api.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.FieldError;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details.
 *
 * @param type a stable slug, such as {@code unknown-field}, for programs to decide by
 * @param detail what to do about it, for people; says nothing of the service's insides and repeats no value
 * @param errors by field, where fields are at fault
 * @param instance {@code urn:uuid:…} of an unexpected failure, under which the log has the rest
 */
@RegisterForReflection(targets = {Problem.class, FieldError.class})
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        String type,
        String title,
        int status,
        String detail,
        List<FieldError> errors,
        @Nullable String instance) {

    public static final String MEDIA_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    /** A problem whose title is its type in words. */
    public static Problem of(int status, String type, String detail) {
        return new Problem(type, words(type), status, detail, List.of(), null);
    }

    Problem titled(String title) {
        return new Problem(type, title, status, detail, errors, instance);
    }

    Problem about(List<FieldError> fields) {
        return new Problem(type, title, status, detail, fields, instance);
    }

    Problem about(String field, String message) {
        return about(List.of(new FieldError(field, message)));
    }

    Problem known(String instance) {
        return new Problem(type, title, status, detail, errors, instance);
    }

    private static String words(String slug) {
        return Character.toUpperCase(slug.charAt(0)) + slug.substring(1).replace('-', ' ');
    }
}
