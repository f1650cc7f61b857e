package dev.portage.api.problem;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Ends a request with a problem. For what only HTTP knows; services below throw the exceptions of
 * {@code dev.portage.migration}, which become problems by themselves.
 */
public final class ProblemException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Problem problem;
    private final transient Map<String, String> headers = new LinkedHashMap<>();

    public ProblemException(Problem problem) {
        super(problem.detail());
        this.problem = problem;
    }

    /**
     * With its type in words for a title.
     *
     * @param type a stable slug, such as {@code invalid-credentials}
     */
    public ProblemException(int status, String type, String detail) {
        this(Problem.of(status, type, detail));
    }

    /** With a {@code Retry-After} of whole seconds, at least one. */
    public ProblemException retryAfter(Duration wait) {
        return header(
                "Retry-After", String.valueOf(Math.max(1, wait.plusMillis(999).toSeconds())));
    }

    public ProblemException header(String name, String value) {
        headers.put(name, value);
        return this;
    }

    public Problem problem() {
        return problem;
    }

    Map<String, String> headers() {
        return headers;
    }
}
