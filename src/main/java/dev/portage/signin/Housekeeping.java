package dev.portage.signin;

import dev.portage.migration.SignIns;
import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;

/** Forgets what is over. */
@ApplicationScoped
class Housekeeping {
    private static final int AT_A_TIME = 10_000;

    private final OneAtATime carrying;
    private final Tries tries;
    private final ChallengeKeys keys;
    private final SignIns outcomes;
    private final FrontDoor door;
    private final Clock clock;

    Housekeeping(OneAtATime carrying, Tries tries, ChallengeKeys keys, SignIns outcomes, FrontDoor door, Clock clock) {
        this.carrying = carrying;
        this.tries = tries;
        this.keys = keys;
        this.outcomes = outcomes;
        this.door = door;
        this.clock = clock;
    }

    @Scheduled(every = "1m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetTries() {
        tries.forgetOld();
        keys.forgetOld();
        carrying.forgetOld();
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forgetOutcomes() {
        int forgotten;
        do {
            forgotten = outcomes.prune(clock.instant().minus(door.keepOutcomes()), AT_A_TIME);
        } while (forgotten == AT_A_TIME);
    }
}
