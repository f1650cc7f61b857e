package dev.portage.api.description;

import java.util.List;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.eclipse.microprofile.openapi.models.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What a parameter means, and an example of it. */
final class Parameters {
    private Parameters() {}

    /** A parameter of a path is one of each of its operations, which may have more to say about it. */
    static void giveToOperations(PathItem path) {
        @Nullable List<Parameter> shared = path.getParameters();
        if (shared != null) {
            path.getOperations().values().forEach(operation -> shared.forEach(operation::addParameter));
            path.setParameters(null);
        }
    }

    static void describe(Operation operation, Prose prose) {
        if (operation.getParameters() != null) {
            Prose.Call call = prose.of(operation.getOperationId());
            operation
                    .getParameters()
                    .forEach(parameter -> prose.parameter(call, parameter.getName())
                            .ifPresent(written -> describe(parameter, written)));
        }
    }

    private static void describe(Parameter parameter, Prose.Parameter written) {
        @Nullable String description = written.description();
        if (description != null) {
            parameter.setDescription(description);
        }
        @Nullable Object example = written.example();
        if (example != null) {
            parameter.setExample(example);
        }
    }
}
