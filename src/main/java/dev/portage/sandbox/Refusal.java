package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;

/** Ends the handling of a call with an error answer. It carries no stack trace: refusals are ordinary here. */
final class Refusal extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    Refusal(Reply reply) {
        super("HTTP " + reply.status() + " " + new String(reply.body(), StandardCharsets.UTF_8), null, false, false);
        this.reply = reply;
    }

    Reply reply() {
        return reply;
    }

    /** An error of the control interface itself. */
    static Refusal control(int status, String message) {
        ObjectNode body = Json.object().put("message", message);
        return new Refusal(Reply.json(status, body));
    }
}
