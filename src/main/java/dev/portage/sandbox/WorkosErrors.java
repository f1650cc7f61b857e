package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/** WorkOS's error answers, in the shapes of its published specification. */
final class WorkosErrors {

    /** One reason among the {@code errors} of an answer. */
    record Reason(String code, String message) {}

    private WorkosErrors() {}

    static Refusal unauthorized() {
        return refusal(401, Json.object().put("message", "Unauthorized"));
    }

    static Refusal coded(int status, String code, String message) {
        return refusal(status, Json.object().put("message", message).put("code", code));
    }

    static Refusal coded(int status, String code, String message, List<Reason> reasons) {
        ObjectNode body = Json.object().put("message", message).put("code", code);
        ArrayNode errors = body.putArray("errors");
        for (Reason reason : reasons) {
            errors.addObject().put("code", reason.code()).put("message", reason.message());
        }
        return refusal(status, body);
    }

    /** 422: a field is missing, of the wrong type, or unknown. */
    static Refusal field(String field, String code, String message) {
        ObjectNode body = Json.object().put("message", "Validation failed").put("code", "unprocessable_entity");
        body.putArray("errors")
                .addObject()
                .put("field", field)
                .put("code", code)
                .put("message", message);
        return refusal(422, body);
    }

    static Refusal notFound(String what, String id) {
        ObjectNode body = Json.object()
                .put("message", what + " not found: '" + id + "'.")
                .put("code", "entity_not_found")
                .put("entity_id", id);
        return refusal(404, body);
    }

    static Refusal oauth(int status, String error, String description) {
        return refusal(status, Json.object().put("error", error).put("error_description", description));
    }

    static Refusal refusal(int status, ObjectNode body) {
        return new Refusal(Reply.json(status, body));
    }
}
