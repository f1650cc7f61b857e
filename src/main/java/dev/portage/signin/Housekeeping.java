package dev.portage.signin;

import dev.portage.migration.SignIns;
import dev.portage.schedule.Schedule;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;

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

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofMinutes(1), "Forgetting old tries", this::forgetTries);
        schedule.every(Duration.ofHours(1), "Forgetting old sign-ins", this::forgetOutcomes);
    }

    void forgetTries() {
        tries.forgetOld();
        keys.forgetOld();
        carrying.forgetOld();
    }

    void forgetOutcomes() {
        int forgotten;
        do {
            forgotten = outcomes.prune(clock.instant().minus(door.keepOutcomes()), AT_A_TIME);
        } while (forgotten == AT_A_TIME);
    }
}
