package dev.portage.pacing;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    private static final Duration FIRST_BLOCK = Duration.ofSeconds(1);

    private static final int FAILURES_IN_A_ROW = 10;

    /** A person who would wait longer for a slot is better told to try again. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AtomicInteger failures = new AtomicInteger();
    private final RateBuckets rows;
    private final WorkOsRates workos;
    private final CognitoRates cognito;
    private final BudgetMetrics metrics;
    private final Map<Draw, SharedReservation> hurried = new EnumMap<>(Draw.class);

    RateBudget(RateBuckets rows, WorkOsRates workos, CognitoRates cognito, BudgetMetrics metrics) {
        this.rows = rows;
        this.workos = workos;
        this.cognito = cognito;
        this.metrics = metrics;
        for (Draw draw : Draw.values()) {
            hurried.put(draw, new SharedReservation(people -> reserveHurried(draw, people)));
        }
    }

    void configure(@Observes @Priority(100) StartupEvent start) {
        Map<Limit, Integer> amounts = new EnumMap<>(Limit.class);
        amounts.put(Limit.WORKOS_WRITES, workos.writesPer10s());
        amounts.put(Limit.WORKOS_READS, workos.readsPer10s());
        amounts.put(Limit.WORKOS_REQUESTS, workos.requestsPer60s());
        amounts.put(Limit.COGNITO_LISTINGS, cognito.requestsPerSecond());
        amounts.put(Limit.COGNITO_DESCRIPTIONS, cognito.descriptionsPerSecond());
        amounts.put(Limit.COGNITO_USER_READS, cognito.userReadsPerSecond());
        rows.configure(amounts);
        // Loads the classes that are needed while the buckets are locked, before there is a lock that others wait for.
        rows.look(amounts.keySet()).slots(1, Duration.ZERO);
    }

    /**
     * Reserves up to this many calls, the earliest that are free; fewer where no more are within the horizon. The buckets
     * are locked for this moment only: one replica that is slow at its own work must not hold up all others.
     */
    public List<Slot> reserve(Draw draw, int wanted, Duration horizon) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Buckets buckets = lock(draw);
            long readAt = System.nanoTime();
            List<Instant> slots = buckets.slots(wanted, horizon);
            if (!slots.isEmpty()) {
                rows.save(buckets.taken(slots));
            }
            return slots(slots, buckets.now(), readAt);
        });
    }

    /** Reserves one call; empty where none is free within this time. */
    public Optional<Slot> reserve(Draw draw, Duration within) {
        return reserve(draw, 1, within).stream().findFirst();
    }

    /**
     * Reserves a call each for so many people who wait: before all that bulk work has reserved, which moves back by as
     * many. Fewer where no more are free soon all the same.
     */
    private List<Slot> reserveHurried(Draw draw, int people) {
        return QuarkusTransaction.requiringNew().call(() -> {
            Buckets buckets = lock(draw);
            long readAt = System.nanoTime();
            Buckets.Granted granted = buckets.hurried(people, PATIENCE);
            if (!granted.slots().isEmpty()) {
                rows.save(granted.after().buckets());
            }
            return slots(granted.slots(), buckets.now(), readAt);
        });
    }

    private Buckets lock(Draw draw) {
        Buckets buckets = rows.lock(draw.limits());
        if (buckets.probing()) {
            // Whichever replica has the probe, its answer counts at once.
            failures.set(FAILURES_IN_A_ROW);
        }
        return buckets;
    }

    private static List<Slot> slots(List<Instant> times, Instant now, long nanoTimeThen) {
        return times.stream()
                .map(time -> new Slot(nanoTimeThen + Duration.between(now, time).toNanos()))
                .toList();
    }

    /** A turn for a person who waits: its calls go before all bulk work. */
    public Turn personal() {
        return new Turn(call -> Objects.requireNonNull(hurried.get(call)).take(), this);
    }

    /** A turn for one job, whose first call of this draw has its slot already. */
    public Turn turn(Draw draw, Slot slot) {
        return new Turn(this, draw, slot);
    }

    /** A turn for one who asks outside of the queue: each of its calls reserves its slot when it comes. */
    public Turn turn() {
        return turn(Draw.NOTHING, Slot.now());
    }

    /**
     * A turn for one whose calls could be made later as well: a slot that is further ahead than this is left to others.
     */
    public Turn turn(Duration reach) {
        return new Turn(call -> reserve(call, reach), this);
    }

    /** A call has waited this long for its slot since its job was ready to make it. */
    void waited(Draw draw, long nanos) {
        metrics.waited(draw, nanos);
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

    /** A call was answered, whatever the answer: the circuits of whoever answered close, those for other calls too. */
    public void answered(Draw draw) {
        if (failures.getAndSet(0) >= FAILURES_IN_A_ROW) {
            Set<Limit> limits = EnumSet.copyOf(draw.limits());
            if (limits.contains(Limit.WORKOS_REQUESTS)) {
                limits.addAll(Draw.WORKOS_READ.limits());
                limits.addAll(Draw.WORKOS_WRITE.limits());
            }
            changeCircuits(limits, (circuit, now) -> Circuit.CLOSED);
        }
    }

    /**
     * A call failed or was not answered. After ten in a row, and none answered between them, the circuit opens for all
     * replicas; from then on each failed probe opens it again, for longer.
     */
    public void failed(Draw draw) {
        if (failures.incrementAndGet() >= FAILURES_IN_A_ROW) {
            changeCircuits(draw.limits(), Circuit::tripped);
        }
    }

    private void changeCircuits(Collection<Limit> limits, BiFunction<Circuit, Instant, Circuit> change) {
        QuarkusTransaction.requiringNew().run(() -> {
            Buckets buckets = rows.lock(limits);
            rows.save(buckets.buckets().stream()
                    .map(bucket -> bucket.with(change.apply(bucket.circuit(), buckets.now())))
                    .toList());
        });
    }

    private static Duration block(Bucket bucket, Optional<Duration> retryAfter, Instant now) {
        return retryAfter
                .map(wait -> wait.compareTo(Bucket.LONGEST_BLOCK) > 0 ? Bucket.LONGEST_BLOCK : wait)
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
