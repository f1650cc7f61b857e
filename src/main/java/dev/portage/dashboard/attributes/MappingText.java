package dev.portage.dashboard.attributes;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.InvalidRequestException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A mapping as it is typed: a line for each attribute, {@code custom:plan = plan}. */
final class MappingText {

    private MappingText() {}

    static String of(Map<String, String> mapping) {
        return new TreeMap<>(mapping)
                .entrySet().stream()
                        .map(entry -> entry.getKey() + " = " + entry.getValue())
                        .collect(Collectors.joining("\n"));
    }

    /** @throws InvalidRequestException where a line is none, or an attribute is named twice */
    static AttributeMapping read(String text) {
        Map<String, String> mapping = new LinkedHashMap<>();
        text.lines().map(String::strip).filter(line -> !line.isEmpty()).forEach(line -> {
            int equals = line.lastIndexOf('=');
            String attribute = line.substring(0, Math.max(0, equals)).strip();
            String key = line.substring(equals + 1).strip();
            if (attribute.isEmpty() || key.isEmpty()) {
                throw new InvalidRequestException(
                        "mapping", "must have an attribute, = and a metadata key on each line");
            }
            if (mapping.put(attribute, key) != null) {
                throw new InvalidRequestException("mapping", "must name each attribute once");
            }
        });
        return new AttributeMapping(mapping);
    }
}
