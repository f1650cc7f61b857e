package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/** How a job goes back into the queue after each verdict. */
@ApplicationScoped
class Returns {
    private static final Duration HALTED = Duration.ZERO;

    private final BackOff backOff;

    Returns(QueueConfig config, RandomGenerator random) {
        this.backOff = new BackOff(config.firstBackOff(), config.longestBackOff(), random);
    }

    /** The way back, or nothing for a job that is finished. */
    Stream<Jobs.Return> of(Task.Outcome<?> outcome) {
        Job job = outcome.job();
        return switch (outcome.verdict()) {
            case Verdict.Done<?> ignored -> Stream.empty();
            // Not back to nothing: an old claim, whose lease ran out, must never count the same as a new one.
            case Verdict.Continue<?> ignored ->
                Stream.of(new Jobs.Return(job.id(), Duration.ZERO, 0, job.claims() - 1, null));
            case Verdict.Retry<?>(String why) -> {
                int failures = job.attempts() + 1;
                yield Stream.of(new Jobs.Return(job.id(), backOff.after(failures), failures, job.claims(), why));
            }
            case Verdict.Postpone<?>(Duration delay, String why) ->
                Stream.of(new Jobs.Return(job.id(), delay, job.attempts(), claims(outcome), why));
            case Verdict.Halt<?>(String why) ->
                Stream.of(new Jobs.Return(job.id(), HALTED, job.attempts(), claims(outcome), why));
        };
    }

    /** A claim that did nothing is forgotten; one that may have is kept, so that the next looks before it acts again. */
    private static int claims(Task.Outcome<?> outcome) {
        return outcome.job().claims() - (outcome.mayHaveActed() ? 0 : 1);
    }
}
