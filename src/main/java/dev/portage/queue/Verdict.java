package dev.portage.queue;

import java.time.Duration;
import java.util.Optional;

/**
 * What a handler says of a job that it has worked on.
 *
 * @param <R> what is recorded of it
 */
public sealed interface Verdict<R> {

    /** The job is finished: its result is recorded and it leaves the queue. */
    record Done<R>(R result) implements Verdict<R> {}

    /** A step is finished: its result is recorded, and the job is ready for the next step at once. */
    record Continue<R>(R result) implements Verdict<R> {}

    /**
     * It failed in a way that may pass. It is tried again after a back-off, until the attempts are spent; then the
     * handler says what is recorded of the exhausted job.
     *
     * @param why without personal data or secrets; it is kept with the job
     */
    record Retry<R>(String why) implements Verdict<R> {}

    /** It could not be tried now, for no fault of its own; no attempt is counted. */
    record Postpone<R>(Duration delay, String why) implements Verdict<R> {}

    /** No job of the lane can succeed until somebody mends something: the job goes back, and the lane is closed. */
    record Halt<R>(String why) implements Verdict<R> {}

    /** What is recorded in the finishing transaction. */
    default Optional<R> toRecord() {
        return switch (this) {
            case Done<R>(R result) -> Optional.of(result);
            case Continue<R>(R result) -> Optional.of(result);
            case Retry<R> ignored -> Optional.empty();
            case Postpone<R> ignored -> Optional.empty();
            case Halt<R> ignored -> Optional.empty();
        };
    }
}
