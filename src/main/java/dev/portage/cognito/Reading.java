package dev.portage.cognito;

/**
 * What came of asking Cognito for something. No text in it holds a secret, a pagination token or a user's data.
 *
 * @param <T> what was asked for
 */
public sealed interface Reading<T> {

    record Read<T>(T value) implements Reading<T> {}

    /** Cognito wants fewer requests; the quota is the account's, so its live application suffers too. Wait, then ask again. */
    record Throttled<T>() implements Reading<T> {}

    /**
     * Cognito took a pagination token no more: it is about an hour old, or belongs to another listing. Start the listing
     * again from its first page. A first page never gives this answer.
     */
    record TokenExpired<T>() implements Reading<T> {}

    /** Asking again is of no use until somebody changes something. */
    record Refused<T>(String remedy) implements Reading<T> {}

    record PoolNotFound<T>(String remedy) implements Reading<T> {}

    /** Cognito failed or can't be reached at present. Wait, then ask again. */
    record Unavailable<T>(String problem) implements Reading<T> {}

    /** For one who asks while a caller waits, and can do nothing without the answer. */
    default T orThrow() {
        if (this instanceof Read<T>(T value)) {
            return value;
        }
        throw new Unanswered(this);
    }
}
