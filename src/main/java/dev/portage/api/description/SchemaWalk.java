package dev.portage.api.description;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.function.UnaryOperator;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.media.Content;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** Goes through all schemas of a document, inner ones first, and puts another in the place of each. */
final class SchemaWalk {
    private final UnaryOperator<Schema> change;

    private SchemaWalk(UnaryOperator<Schema> change) {
        this.change = change;
    }

    static void through(OpenAPI api, UnaryOperator<Schema> change) {
        SchemaWalk walk = new SchemaWalk(change);
        new LinkedHashMap<>(api.getComponents().getSchemas())
                .forEach((name, schema) -> api.getComponents().addSchema(name, walk.visit(schema)));
        for (PathItem path : api.getPaths().getPathItems().values()) {
            walk.parameters(path.getParameters());
            path.getOperations().values().forEach(walk::operation);
        }
    }

    static void through(Schema schema, UnaryOperator<Schema> change) {
        new SchemaWalk(change).inside(schema);
    }

    private void operation(Operation operation) {
        parameters(operation.getParameters());
        if (operation.getRequestBody() != null) {
            content(operation.getRequestBody().getContent());
        }
        operation.getResponses().getAPIResponses().values().forEach(answer -> content(answer.getContent()));
    }

    private void parameters(@Nullable Collection<Parameter> parameters) {
        if (parameters != null) {
            parameters.stream()
                    .filter(parameter -> parameter.getSchema() != null)
                    .forEach(parameter -> parameter.setSchema(visit(parameter.getSchema())));
        }
    }

    private void content(@Nullable Content content) {
        if (content != null && content.getMediaTypes() != null) {
            content.getMediaTypes().values().stream()
                    .filter(type -> type.getSchema() != null)
                    .forEach(type -> type.setSchema(visit(type.getSchema())));
        }
    }

    private Schema visit(Schema schema) {
        inside(schema);
        return change.apply(schema);
    }

    private void inside(Schema schema) {
        if (schema.getProperties() != null) {
            new LinkedHashMap<>(schema.getProperties())
                    .forEach((name, property) -> schema.addProperty(name, visit(property)));
        }
        if (schema.getItems() != null) {
            schema.setItems(visit(schema.getItems()));
        }
        if (schema.getAdditionalPropertiesSchema() != null) {
            schema.setAdditionalPropertiesSchema(visit(schema.getAdditionalPropertiesSchema()));
        }
        if (schema.getAllOf() != null) {
            schema.setAllOf(all(schema.getAllOf()));
        }
        if (schema.getAnyOf() != null) {
            schema.setAnyOf(all(schema.getAnyOf()));
        }
        if (schema.getOneOf() != null) {
            schema.setOneOf(all(schema.getOneOf()));
        }
    }

    private List<Schema> all(List<Schema> schemas) {
        return schemas.stream().map(this::visit).toList();
    }
}
