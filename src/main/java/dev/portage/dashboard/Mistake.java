package dev.portage.dashboard;

import dev.portage.migration.FieldError;
import dev.portage.migration.InvalidRequestException;
import java.util.List;
import java.util.Locale;

/**
 * What is wrong with one field of a form.
 *
 * @param field its id on the page
 */
public record Mistake(String field, String label, String message) {

    public static List<Mistake> of(InvalidRequestException refused) {
        return refused.errors().stream().map(Mistake::of).toList();
    }

    private static Mistake of(FieldError error) {
        String field = error.field().substring(error.field().lastIndexOf('.') + 1);
        String words = field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        String label = words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
        return new Mistake(field, label, error.message());
    }
}
