package dev.portage.api.description;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jspecify.annotations.Nullable;

/** Gives schemas the names and the forms that a reader expects. */
final class Schemas {
    private static final String COMPONENTS = "#/components/schemas/";

    /** A class of Java's that is a string in JSON is not worth a name. */
    private static final Map<String, Supplier<Schema>> STRINGS = Map.of(
            "Instant", () -> string("date-time"),
            "UUID", () -> string("uuid"),
            "LocalDate", () -> string("date"),
            "LocalTime", () -> string(null).pattern("^([01]\\d|2[0-3]):[0-5]\\d(:[0-5]\\d(\\.\\d+)?)?$"));

    private Schemas() {}

    static void tidy(OpenAPI api) {
        Components components = api.getComponents();
        Map<String, String> pages = pages(components.getSchemas());
        SchemaWalk.through(api, schema -> {
            @Nullable String name = nameOf(schema);
            if (name == null) {
                return schema;
            }
            return STRINGS.containsKey(name)
                    ? STRINGS.get(name).get()
                    : OASFactory.createSchema().ref(COMPONENTS + pages.getOrDefault(name, name));
        });
        STRINGS.keySet().forEach(components::removeSchema);
        pages.forEach((old, better) -> {
            components.addSchema(better, components.getSchemas().get(old));
            components.removeSchema(old);
        });
        components.addSchema("AttributeMapping", attributeMapping());
        components.addSchema("PlannedOutcome", string(null).pattern("^would(Import|Link|Update|Skip\\([a-z-]+\\))$"));
        components.addSchema("Password", string("password").minLength(1).maxLength(512));
    }

    /** The name of the schema that this one refers to; null where it stands for itself. */
    static @Nullable String nameOf(Schema schema) {
        @Nullable String ref = schema.getRef();
        return ref == null ? null : ref.substring(ref.lastIndexOf('/') + 1);
    }

    /** The names of all schemas that these come to, directly or through others. */
    static Set<String> reached(List<Schema> from, Map<String, Schema> all) {
        Set<String> reached = new HashSet<>();
        from.forEach(schema -> reach(schema, all, reached));
        return reached;
    }

    private static void reach(Schema schema, Map<String, Schema> all, Set<String> reached) {
        Schema around = OASFactory.createSchema().items(schema);
        SchemaWalk.through(around, inner -> {
            @Nullable String name = nameOf(inner);
            if (name != null && reached.add(name) && all.containsKey(name)) {
                reach(all.get(name), all, reached);
            }
            return inner;
        });
    }

    /** A page of X is called XPage, whatever Java calls its generic type. */
    private static Map<String, String> pages(Map<String, Schema> schemas) {
        Map<String, String> names = new HashMap<>();
        schemas.forEach((name, schema) -> {
            if (name.startsWith("Page") && schema.getProperties() != null) {
                @Nullable Schema items = schema.getProperties().get("items");
                @Nullable String item = items == null || items.getItems() == null ? null : nameOf(items.getItems());
                if (item != null) {
                    names.put(name, item + "Page");
                }
            }
        });
        return names;
    }

    /** In JSON a word or a map. */
    private static Schema attributeMapping() {
        return OASFactory.createSchema()
                .description("The most used custom attributes, or a map from Cognito attribute to WorkOS metadata key")
                .addOneOf(OASFactory.createSchema().constValue("automatic"))
                .addOneOf(OASFactory.createSchema()
                        .addType(Schema.SchemaType.OBJECT)
                        .maxProperties(10)
                        .additionalPropertiesSchema(string(null).pattern("^[ -~]{1,40}$")));
    }

    private static Schema string(@Nullable String format) {
        return OASFactory.createSchema().addType(Schema.SchemaType.STRING).format(format);
    }
}
