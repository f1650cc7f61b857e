package dev.portage.api.description;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.AnnotationValue;
import org.jboss.jandex.ClassInfo;
import org.jboss.jandex.DotName;
import org.jboss.jandex.IndexView;
import org.jboss.jandex.PrimitiveType;
import org.jboss.jandex.RecordComponentInfo;
import org.jboss.jandex.Type;
import org.jspecify.annotations.Nullable;

/**
 * What a record says of its fields, in its schema too: which may be null; of one that is answered, which are always there;
 * and of one that is sent, that there are no others.
 */
final class RecordSchemas {
    private static final DotName NULLABLE = DotName.createSimple(Nullable.class);
    private static final DotName INCLUDE = DotName.createSimple(JsonInclude.class);
    private static final DotName UNWRAPPED = DotName.createSimple(JsonUnwrapped.class);
    private static final DotName SCHEMA =
            DotName.createSimple(org.eclipse.microprofile.openapi.annotations.media.Schema.class);

    private final IndexView index;

    RecordSchemas(IndexView index) {
        this.index = index;
    }

    /** Leaves out the schemas that nothing refers to. */
    void complete(OpenAPI api) {
        Map<String, Schema> all = new LinkedHashMap<>(api.getComponents().getSchemas());
        List<Schema> sent = new ArrayList<>();
        List<Schema> answered = new ArrayList<>();
        List<Schema> asked = new ArrayList<>();
        for (PathItem path : api.getPaths().getPathItems().values()) {
            for (Operation operation : path.getOperations().values()) {
                if (operation.getRequestBody() != null) {
                    sent.addAll(schemas(operation.getRequestBody().getContent()));
                }
                operation
                        .getResponses()
                        .getAPIResponses()
                        .values()
                        .forEach(answer -> answered.addAll(schemas(answer.getContent())));
                if (operation.getParameters() != null) {
                    operation.getParameters().forEach(parameter -> asked.add(parameter.getSchema()));
                }
            }
        }
        answered.add(OASFactory.createSchema().ref("Problem"));
        Set<String> requests = Schemas.reached(sent, all);
        Set<String> answers = Schemas.reached(answered, all);
        Set<String> used = new HashSet<>(Schemas.reached(asked, all));
        used.addAll(requests);
        used.addAll(answers);
        all.forEach((name, schema) -> {
            if (!used.contains(name)) {
                api.getComponents().removeSchema(name);
            } else if (schema.getProperties() != null) {
                complete(name, schema, requests.contains(name), answers.contains(name));
            }
        });
    }

    private static List<Schema> schemas(@Nullable Content content) {
        return content == null || content.getMediaTypes() == null
                ? List.of()
                : content.getMediaTypes().values().stream()
                        .map(type -> type.getSchema())
                        .filter(Objects::nonNull)
                        .toList();
    }

    private void complete(String name, Schema schema, boolean sent, boolean answered) {
        if (sent && !answered) {
            schema.setAdditionalPropertiesBoolean(false);
        }
        components(name, schema).forEach((field, component) -> {
            @Nullable Schema property = schema.getProperties().get(field);
            boolean always = inclusion(component).always(component.type());
            if (property != null && isNullable(component) && (sent || always)) {
                schema.addProperty(field, nullable(property));
            }
            if (always && answered && !sent) {
                require(schema, field);
            }
        });
    }

    private static void require(Schema schema, String field) {
        if (schema.getRequired() == null || !schema.getRequired().contains(field)) {
            schema.addRequired(field);
        }
    }

    /** The components of the one record that this is the schema of; none, where it is no record's. */
    private Map<String, RecordComponentInfo> components(String name, Schema schema) {
        List<Map<String, RecordComponentInfo>> found = index.getKnownClasses().stream()
                .filter(ClassInfo::isRecord)
                // The index is put together from several, which may know the same class.
                .map(ClassInfo::name)
                .distinct()
                .map(index::getClassByName)
                .filter(record -> name.endsWith("Page") ? isPage(record) : name.equals(schemaName(record)))
                .map(this::components)
                .filter(components ->
                        components.keySet().equals(schema.getProperties().keySet()))
                .toList();
        return found.size() == 1 ? found.getFirst() : Map.of();
    }

    private static boolean isPage(ClassInfo record) {
        return record.simpleName().equals("Page") || schemaName(record).endsWith("Page");
    }

    private static String schemaName(ClassInfo record) {
        AnnotationInstance schema = record.declaredAnnotation(SCHEMA);
        AnnotationValue name = schema == null ? null : schema.value("name");
        return name == null ? record.simpleName() : name.asString();
    }

    private Map<String, RecordComponentInfo> components(ClassInfo record) {
        Map<String, RecordComponentInfo> components = new LinkedHashMap<>();
        for (RecordComponentInfo component : record.recordComponentsInDeclarationOrder()) {
            ClassInfo unwrapped = component.field().hasAnnotation(UNWRAPPED)
                    ? index.getClassByName(component.type().name())
                    : null;
            if (unwrapped != null) {
                components.putAll(components(unwrapped));
            } else {
                components.put(component.name(), component);
            }
        }
        return components;
    }

    private static boolean isNullable(RecordComponentInfo component) {
        return component.type().hasAnnotation(NULLABLE);
    }

    private static Inclusion inclusion(RecordComponentInfo component) {
        AnnotationInstance own = component.field().annotation(INCLUDE);
        AnnotationInstance of = own == null ? component.declaringClass().declaredAnnotation(INCLUDE) : own;
        AnnotationValue value = of == null ? null : of.value();
        return value == null
                ? Inclusion.ALWAYS
                : switch (JsonInclude.Include.valueOf(value.asEnum())) {
                    case ALWAYS, USE_DEFAULTS -> Inclusion.ALWAYS;
                    case NON_NULL, NON_ABSENT -> Inclusion.NON_NULL;
                    case NON_EMPTY, NON_DEFAULT, CUSTOM -> Inclusion.NON_EMPTY;
                };
    }

    /** When a field is written. */
    private enum Inclusion {
        ALWAYS,
        NON_NULL,
        NON_EMPTY;

        boolean always(Type type) {
            return switch (this) {
                case ALWAYS -> true;
                case NON_NULL -> !type.hasAnnotation(NULLABLE);
                case NON_EMPTY -> type instanceof PrimitiveType;
            };
        }
    }

    private static Schema nullable(Schema schema) {
        if (schema.getType() != null && schema.getEnumeration() == null) {
            return schema.getType().contains(Schema.SchemaType.NULL) ? schema : schema.addType(Schema.SchemaType.NULL);
        }
        return OASFactory.createSchema()
                .addAnyOf(schema)
                .addAnyOf(OASFactory.createSchema().addType(Schema.SchemaType.NULL));
    }
}
