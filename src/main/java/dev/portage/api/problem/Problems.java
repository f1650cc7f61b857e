package dev.portage.api.problem;

import java.util.Map;

/** The problems that HTTP itself knows, by status. */
final class Problems {

    /** What a status means for the caller, where nobody has said more. */
    private static final Map<Integer, Problem> BY_STATUS = Map.ofEntries(
            entry(400, "bad-request", "The request can't be understood as HTTP: check its path, query and headers."),
            entry(401, "unauthorized", "Send a token of this service: 'Authorization: Bearer <token>'."),
            entry(403, "forbidden", "The token's role does not allow this call."),
            entry(404, "not-found", "There is nothing at this path: see /q/openapi for what there is."),
            entry(405, "method-not-allowed", "This path takes other methods: the Allow header names them."),
            entry(
                    406,
                    "not-acceptable",
                    "This path can't answer in the media type that Accept asks for: leave it out, or"
                            + " accept application/json."),
            entry(408, "request-timeout", "The request did not arrive in time: send it again."),
            entry(413, "body-too-large", "The body is larger than this call takes."),
            entry(414, "uri-too-long", "Path and query are longer than this service takes."),
            entry(
                    415,
                    "unsupported-media-type",
                    "This call takes another media type: send 'Content-Type:" + " application/json'."),
            entry(429, "too-many-requests", "Too many requests: wait, then try again."),
            entry(431, "headers-too-large", "The headers are larger than this service takes."),
            entry(503, "unavailable", "The service can't do this at the moment: try again in a while."));

    static final Problem NOT_FOUND = ofStatus(404);
    static final Problem UNAUTHORIZED = ofStatus(401);
    static final Problem FORBIDDEN = ofStatus(403);
    static final Problem DATABASE_UNAVAILABLE = Problem.of(
            503, "database-unavailable", "The database can't be reached. Nothing is lost: try again in a few seconds.");

    private Problems() {}

    static Problem ofStatus(int status) {
        Problem known = BY_STATUS.get(status);
        if (known != null) {
            return known;
        }
        return status < 500
                ? Problem.of(status, "refused", "The request is refused with status " + status + ".")
                : Problem.of(status, "internal-error", "The service failed: its log says why.");
    }

    private static Map.Entry<Integer, Problem> entry(int status, String type, String detail) {
        return Map.entry(status, Problem.of(status, type, detail));
    }
}
