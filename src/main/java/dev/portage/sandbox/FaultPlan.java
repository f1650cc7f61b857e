package dev.portage.sandbox;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;

/**
 * What happens to one call, drawn from the rules in force.
 *
 * @param throttle the rule that throttles this call, if one does
 * @param errorStatus the 5xx that this call is answered with, or 0
 * @param breakage what becomes of the answer
 * @param held until when the answer is; null where it is not
 */
record FaultPlan(
        boolean outage,
        boolean unauthorized,
        boolean expiredCredentials,
        Set<String> deniedActions,
        @Nullable FaultRule throttle,
        int errorStatus,
        boolean lostBeforeWrite,
        Breakage breakage,
        long delayMillis,
        @Nullable CountDownLatch held) {

    /** What becomes of the answer of a call that was done. */
    enum Breakage {
        NONE,
        LOST,
        TRUNCATED,
        NOT_JSON,
        LACKS_FIELDS
    }

    static final FaultPlan NONE = new FaultPlan(false, false, false, Set.of(), null, 0, false, Breakage.NONE, 0, null);

    /** @param replaced counted down once the rule is in force no more */
    static FaultPlan draw(FaultRule rule, long seed, long number, CountDownLatch replaced) {
        Dice dice = new Dice(Chance.of(seed, number));
        long delay = rule.latencyMillis()
                + (rule.latencyJitterMillis() > 0 ? Math.round(dice.next() * rule.latencyJitterMillis()) : 0);
        if (dice.hits(rule.hang())) {
            delay += rule.hangSeconds() * 1_000L;
        }
        return new FaultPlan(
                rule.outage(),
                rule.unauthorized(),
                rule.expiredCredentials(),
                rule.deniedActions() == null ? Set.of() : Set.copyOf(rule.deniedActions()),
                dice.hits(rule.throttle()) ? rule : null,
                dice.hits(rule.errorShare()) ? rule.errorStatus() : 0,
                dice.hits(rule.lostBeforeWrite()),
                breakage(rule, dice, number),
                delay,
                rule.hold() ? replaced : null);
    }

    private static Breakage breakage(FaultRule rule, Dice dice, long number) {
        if (dice.hits(rule.lostAfterWrite())) {
            return Breakage.LOST;
        }
        if (dice.hits(rule.truncated())) {
            return Breakage.TRUNCATED;
        }
        if (dice.hits(rule.malformed())) {
            return number % 2 == 0 ? Breakage.NOT_JSON : Breakage.LACKS_FIELDS;
        }
        return Breakage.NONE;
    }

    FaultPlan and(FaultPlan other) {
        Set<String> denied = new LinkedHashSet<>(deniedActions);
        denied.addAll(other.deniedActions);
        return new FaultPlan(
                outage || other.outage,
                unauthorized || other.unauthorized,
                expiredCredentials || other.expiredCredentials,
                denied,
                throttle == null ? other.throttle : throttle,
                errorStatus == 0 ? other.errorStatus : errorStatus,
                lostBeforeWrite || other.lostBeforeWrite,
                breakage == Breakage.NONE ? other.breakage : breakage,
                delayMillis + other.delayMillis,
                held == null ? other.held : held);
    }

    private static final class Dice {
        private final long seed;
        private int thrown;

        Dice(long seed) {
            this.seed = seed;
        }

        double next() {
            return Chance.share(seed, thrown++);
        }

        boolean hits(double share) {
            return share > 0 && next() < share;
        }
    }
}
