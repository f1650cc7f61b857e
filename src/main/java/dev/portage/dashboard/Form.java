package dev.portage.dashboard;

import dev.portage.migration.InvalidRequestException;
import jakarta.ws.rs.core.MultivaluedMap;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What a form has sent: texts, which a field that was left empty is none of. */
public record Form(Map<String, List<String>> values) {

    public static Form of(MultivaluedMap<String, String> sent) {
        return new Form(Map.copyOf(sent));
    }

    /** What stands in a field, without blanks around it. */
    public Optional<String> given(String field) {
        return values.getOrDefault(field, List.of()).stream()
                .map(String::strip)
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** The same; an empty text where there is none. */
    public String text(String field) {
        return given(field).orElse("");
    }

    /** Whether a box is ticked. */
    public boolean ticked(String field) {
        return given(field).isPresent();
    }

    /** The words of a field, which blanks, commas or line ends part, each once. */
    public List<String> words(String field) {
        return Arrays.stream(text(field).split("[\\s,;]+"))
                .filter(word -> !word.isEmpty())
                .distinct()
                .toList();
    }

    /**
     * A whole number; empty where none was given.
     *
     * @throws InvalidRequestException where it is none
     */
    public Optional<Integer> whole(String field) {
        try {
            return given(field).map(text -> text.replace(",", "")).map(Integer::valueOf);
        } catch (NumberFormatException e) {
            throw new InvalidRequestException(field, "must be a whole number");
        }
    }

    /**
     * A constant of this type, in upper or lower case; empty where none was given.
     *
     * @throws InvalidRequestException where it is no constant of this type
     */
    public <E extends Enum<E>> Optional<E> one(Class<E> type, String field) {
        return given(field).map(name -> constant(type, field, name));
    }

    /** The constants whose boxes are ticked. */
    public <E extends Enum<E>> Set<E> some(Class<E> type, String field) {
        return values.getOrDefault(field, List.of()).stream()
                .map(name -> constant(type, field, name))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String field, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        field,
                        "must be one of "
                                + Arrays.stream(type.getEnumConstants())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }
}
