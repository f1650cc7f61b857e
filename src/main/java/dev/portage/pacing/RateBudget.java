package dev.portage.pacing;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;

/**
 * The budget of calls, shared by all replicas on one database.
 *
 * <p>A slot is reserved in PostgreSQL, at the database's time, before its call goes out; so ten replicas together stay
 * within the limits without knowing of each other, and clocks that differ do no harm.
 */
@ApplicationScoped
public class RateBudget {
    /** A call that is later than this for its slot gives the slot up, or calls would bunch at the other side. */
    static final Duration TOLERANCE = Duration.ofMillis(50);

    private static final Duration LONGEST_BLOCK = Duration.ofMinutes(5);
    private static final Duration FIRST_BLOCK = Duration.ofSeconds(1);

    private static final int FAILURES_IN_A_ROW = 10;

    private final AtomicInteger failures = new AtomicInteger();
    private final RateBuckets rows;
    private final WorkOsRates workos;
    private final CognitoRates cognito;

    RateBudget(RateBuckets rows, WorkOsRates workos, CognitoRates cognito) {
        this.rows = rows;
        this.workos = workos;
        this.cognito = cognito;
    }

    void configure(@Observes @Priority(100) StartupEvent start) {
        Map<Limit, Integer> amounts = new EnumMap<>(Limit.class);
        amounts.put(Limit.WORKOS_WRITES, workos.writesPer10s());
        amounts.put(Limit.WORKOS_READS, workos.readsPer10s());
        amounts.put(Limit.WORKOS_REQUESTS, workos.requestsPer60s());
        amounts.put(Limit.COGNITO_LISTINGS, cognito.requestsPerSecond());
        rows.configure(amounts);
        // Loads the classes that are needed while the buckets are locked, before there is a lock that others wait for.
        rows.look(amounts.keySet()).slots(1, Duration.ZERO);
    }

    /**
     * Opens the budget for a batch of calls. Called within a transaction: the buckets stay locked until it ends, so that
     * what is claimed and what is spent agree.
     */
    public Offer open(Draw draw, int wanted, Duration horizon) {
        Buckets buckets = rows.lock(draw.limits());
        if (buckets.probing()) {
            // Whichever replica has the probe, its answer counts at once.
            failures.set(FAILURES_IN_A_ROW);
        }
        return new Offer(buckets, buckets.slots(wanted, horizon), System.nanoTime());
    }

    /** What the budget has to give at this moment. */
    public final class Offer {
        private final Buckets buckets;
        private final List<Instant> slots;
        private final long readAt;

        private Offer(Buckets buckets, List<Instant> slots, long readAt) {
            this.buckets = buckets;
            this.slots = slots;
            this.readAt = readAt;
        }

        /** How many calls may go out within the horizon. */
        public int count() {
            return slots.size();
        }

        /** Takes this many of them, the earliest first. */
        public List<Slot> take(int n) {
            List<Instant> taken = slots.subList(0, n);
            if (n > 0) {
                rows.save(buckets.taken(taken));
            }
            return taken.stream().map(this::local).toList();
        }

        private Slot local(Instant slot) {
            return new Slot(readAt + Duration.between(buckets.now(), slot).toNanos());
        }
    }

    /** Reserves up to this many calls, in a transaction of its own; fewer where no more are free within the horizon. */
    public List<Slot> reserve(Draw draw, int wanted, Duration horizon) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Offer offer = open(draw, wanted, horizon);
            return offer.take(offer.count());
        });
    }

    /** Reserves one call; empty where none is free within this time. */
    Optional<Slot> reserve(Draw draw, Duration within) {
        return reserve(draw, 1, within).stream().findFirst();
    }

    /** A turn for one job, whose first call of this draw has its slot already. */
    public Turn turn(Draw draw, Slot slot) {
        return new Turn(this, draw, slot);
    }

    /**
     * The other side answered 429: every replica holds still until it may go on, and then goes slower for a while.
     *
     * @param retryAfter what the answer said, at most five minutes of which are obeyed; where it said nothing, a few
     *     seconds, the more the slower the pace is already
     */
    public void throttled(Draw draw, Optional<Duration> retryAfter) {
        QuarkusTransaction.requiringNew().run(() -> {
            Buckets buckets = rows.lock(draw.limits());
            Instant now = buckets.now();
            rows.save(buckets.buckets().stream()
                    .map(bucket -> bucket.throttled(now.plus(block(bucket, retryAfter, now)), now))
                    .toList());
        });
    }

    /** A call was answered, whatever the answer: a circuit that was open closes. */
    public void answered(Draw draw) {
        if (failures.getAndSet(0) >= FAILURES_IN_A_ROW) {
            changeCircuits(draw, (circuit, now) -> Circuit.CLOSED);
        }
    }

    /**
     * A call failed or was not answered. After ten in a row, and none answered between them, the circuit opens for all
     * replicas; from then on each failed probe opens it again, for longer.
     */
    public void failed(Draw draw) {
        if (failures.incrementAndGet() >= FAILURES_IN_A_ROW) {
            changeCircuits(draw, Circuit::tripped);
        }
    }

    private void changeCircuits(Draw draw, BiFunction<Circuit, Instant, Circuit> change) {
        QuarkusTransaction.requiringNew().run(() -> {
            Buckets buckets = rows.lock(draw.limits());
            rows.save(buckets.buckets().stream()
                    .map(bucket -> bucket.with(change.apply(bucket.circuit(), buckets.now())))
                    .toList());
        });
    }

    private static Duration block(Bucket bucket, Optional<Duration> retryAfter, Instant now) {
        return retryAfter
                .map(wait -> wait.compareTo(LONGEST_BLOCK) > 0 ? LONGEST_BLOCK : wait)
                .orElseGet(() -> {
                    double longest = FIRST_BLOCK.toMillis() / bucket.paceAt(now);
                    return Duration.ofMillis(Math.round(
                            longest * (0.5 + ThreadLocalRandom.current().nextDouble())));
                });
    }

    /** The budget as it stands. */
    public Budget look() {
        Buckets buckets = rows.look(List.of(Limit.values()));
        return Budget.of(buckets);
    }

    /** Changes limits for all replicas at once; those that are not named stay. */
    public Budget change(Map<Limit, Integer> amounts) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Buckets buckets = rows.lock(amounts.keySet());
            rows.save(buckets.buckets().stream()
                    .map(bucket -> bucket.resized(amounts.getOrDefault(bucket.limit(), bucket.amount()), buckets.now()))
                    .toList());
            return look();
        });
    }
}
