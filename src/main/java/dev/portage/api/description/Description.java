package dev.portage.api.description;

import io.quarkus.smallrye.openapi.OpenApiFilter;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.PathItem;
import org.jboss.jandex.IndexView;

/**
 * Completes the OpenAPI document, when the service is built. The resources say what types they take and give, and
 * {@code openapi/*.yaml} what a call is for, what an example looks like and which problems it may answer with; what follows
 * from a record, such as which fields are always there, or from HTTP, such as 401, is added by rule.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD)
public class Description implements OASFilter {
    private final IndexView index;

    public Description(IndexView index) {
        this.index = index;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        Prose prose = Prose.read(api.getTags());
        OptionalBodies optional = OptionalBodies.in(index);
        Schemas.tidy(api);
        new RecordSchemas(index).complete(api);
        Problems problems = new Problems(prose.problems(), api.getComponents());
        Answers answers = new Answers(problems);
        for (PathItem path : api.getPaths().getPathItems().values()) {
            Parameters.giveToOperations(path);
            for (Operation operation : path.getOperations().values()) {
                Parameters.describe(operation, prose);
                Requests.describe(operation, prose, optional);
                answers.describe(operation, prose);
                prose.tagOf(operation.getOperationId()).ifPresent(operation::addTag);
                operation.setDescription(prose.of(operation.getOperationId()).description());
            }
        }
    }
}
