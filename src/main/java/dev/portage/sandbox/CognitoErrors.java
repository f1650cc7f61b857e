package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** Cognito's errors as AWS JSON 1.1 carries them: HTTP 400, the type in the body and in a header. */
final class CognitoErrors {

    static final String INVALID = "InvalidParameterException";

    private CognitoErrors() {}

    static Refusal of(String type, String message) {
        return of(400, type, message);
    }

    static Refusal of(int status, String type, String message) {
        ObjectNode body = Json.object().put("__type", type).put("message", message);
        return new Refusal(Reply.json(status, body)
                .with("Content-Type", "application/x-amz-json-1.1")
                .with("x-amzn-ErrorType", type));
    }

    static Refusal unknownPool(String id) {
        return of("ResourceNotFoundException", "User pool " + id + " does not exist.");
    }
}
