package dev.portage.cognito;

import java.util.function.Function;

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

    /** The same with what was read as something else. */
    default <U> Reading<U> map(Function<T, U> change) {
        return switch (this) {
            case Read<T>(T value) -> new Read<>(change.apply(value));
            case Throttled<T> ignored -> new Throttled<>();
            case TokenExpired<T> ignored -> new TokenExpired<>();
            case Refused<T>(String remedy) -> new Refused<>(remedy);
            case PoolNotFound<T>(String remedy) -> new PoolNotFound<>(remedy);
            case Unavailable<T>(String problem) -> new Unavailable<>(problem);
        };
    }

    /** For one who asks while a caller waits, and can do nothing without the answer. */
    default T orThrow() {
        if (this instanceof Read<T>(T value)) {
            return value;
        }
        throw new Unanswered(this);
    }
}
