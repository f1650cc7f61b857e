package dev.portage.api.description;

import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Requests to try, and whether a call goes without a body. */
final class Requests {
    private Requests() {}

    static void describe(Operation operation, Prose prose, OptionalBodies optional) {
        @Nullable RequestBody body = operation.getRequestBody();
        if (body == null || body.getContent() == null) {
            return;
        }
        body.setRequired(!optional.has(operation.getOperationId()));
        @Nullable MediaType json = body.getContent().getMediaType(Answers.JSON);
        Map<String, Prose.Request> requests =
                prose.of(operation.getOperationId()).requests();
        if (json != null && requests != null) {
            requests.forEach((name, request) -> json.addExample(
                    name, OASFactory.createExample().summary(request.summary()).value(request.value())));
        }
    }
}
