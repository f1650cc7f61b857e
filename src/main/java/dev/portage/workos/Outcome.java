package dev.portage.workos;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a call to WorkOS ended.
 *
 * @param <T> what a successful call brings
 */
public sealed interface Outcome<T> {

    /** It was done. */
    record Success<T>(T value) implements Outcome<T> {}

    /** It was done ({@code 2xx}), but the answer could not be read: to be looked up, never to be repeated. */
    record Unreadable<T>() implements Outcome<T> {}

    /** WorkOS has no such thing. */
    record NotFound<T>() implements Outcome<T> {}

    /** It would clash with what WorkOS has. */
    record Conflict<T>(Clash clash) implements Outcome<T> {}

    /**
     * WorkOS refused the data; repeating would not help.
     *
     * @param code WorkOS's code, such as invalid_metadata
     */
    record Rejected<T>(String code) implements Outcome<T> {}

    /** Nothing was done, because too many calls were made ({@code 429}); the budget knows already. */
    record Throttled<T>(Optional<Duration> retryAfter) implements Outcome<T> {}

    /** The API key is wrong, revoked, or lacks a right ({@code 401}, {@code 403}): no call will succeed. */
    record Unauthorized<T>(String why) implements Outcome<T> {}

    /** WorkOS failed or could not be reached; whether it was done is not known. */
    record Unavailable<T>(String why) implements Outcome<T> {}

    /** Goes on with the value of a success; every other outcome stays what it is. */
    default <U> Outcome<U> then(Function<T, Outcome<U>> next) {
        return switch (this) {
            case Success<T>(T value) -> next.apply(value);
            case Unreadable<T> ignored -> new Unreadable<>();
            case NotFound<T> ignored -> new NotFound<>();
            case Conflict<T>(Clash clash) -> new Conflict<>(clash);
            case Rejected<T>(String code) -> new Rejected<>(code);
            case Throttled<T>(Optional<Duration> retryAfter) -> new Throttled<>(retryAfter);
            case Unauthorized<T>(String why) -> new Unauthorized<>(why);
            case Unavailable<T>(String why) -> new Unavailable<>(why);
        };
    }

    /** What a write clashes with. */
    enum Clash {
        EMAIL,
        EXTERNAL_ID,
        MEMBERSHIP
    }
}
