package dev.portage.signin;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** How many may try, and how long a refusal takes. */
@ApplicationScoped
class FrontDoor {
    private final FrontDoorConfig config;

    FrontDoor(FrontDoorConfig config) {
        this.config = config;
    }

    Tries.Limits passwordLimits() {
        return new Tries.Limits(Tries.What.PASSWORD, config.triesPerEmail(), config.triesPerAddress());
    }

    Tries.Limits resetLimits() {
        return new Tries.Limits(Tries.What.RESET, config.resetsPerEmail(), config.resetsPerAddress());
    }

    /**
     * Waits until a whole number of steps has passed since then. Which systems were asked, and so how long it took, would
     * else tell an unknown user from one with a wrong password.
     */
    void holdBack(long sinceNanos) throws InterruptedException {
        TimeUnit.NANOSECONDS.sleep(
                rest(System.nanoTime() - sinceNanos, config.refusalStep().toNanos()));
    }

    /** What is left of the step that is under way, when so much time has been taken. */
    static long rest(long taken, long step) {
        return step - Math.floorMod(taken, step);
    }

    Duration keepOutcomes() {
        return config.keepOutcomes();
    }
}
