package dev.portage.transfer;

import dev.portage.discovery.Discovery;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Erasing;
import dev.portage.migration.Erasure;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Runs;
import dev.portage.migration.Sightings;
import dev.portage.queue.Queue;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.IntSupplier;

/** Erases the personal data of a migration here; counts, runs and the audit trail stay. */
@ApplicationScoped
public class Eraser {
    private static final int AT_A_TIME = 5000;
    private static final Duration IN_FLIGHT_AT_MOST = Duration.ofSeconds(20);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

    private final Migrations migrations;
    private final Discovery discovery;
    private final Queue queue;
    private final Runs runs;
    private final Sightings sightings;
    private final Erasure erasure;
    private final Event<Erasing> erasing;
    private final Clock clock;

    Eraser(
            Migrations migrations,
            Discovery discovery,
            Queue queue,
            Runs runs,
            Sightings sightings,
            Erasure erasure,
            Event<Erasing> erasing,
            Clock clock) {
        this.migrations = migrations;
        this.discovery = discovery;
        this.queue = queue;
        this.runs = runs;
        this.sightings = sightings;
        this.erasure = erasure;
        this.erasing = erasing;
        this.clock = clock;
    }

    /**
     * Takes long for many users, and can be repeated after an interruption. What is in flight of a cancelled run is waited
     * for, so that nothing of it is written afterwards.
     *
     * @throws ConflictException where the migration is running, or what is in flight does not come to an end
     */
    public void erase(UUID id) throws InterruptedException {
        QuarkusTransaction.requiringNew().run(() -> {
            Migration migration = migrations.lock(id);
            discovery.endPlanning(migration);
            if (migration.state().running()) {
                throw new ConflictException(
                        "illegal-state",
                        "The migration is %s and can not be deleted: it is running; cancel it first."
                                .formatted(migration.state()));
            }
            queue.drop(id);
            migration.erase(clock.instant());
        });
        awaitWhatIsInFlight(id);
        QuarkusTransaction.requiringNew().run(() -> {
            runs.forgetPeople(id);
            sightings.forgetEnded();
        });
        erasing.fire(new Erasing(id));
        untilNone(() -> erasure.users(id, AT_A_TIME));
        untilNone(() -> erasure.strays(id, AT_A_TIME));
    }

    private void awaitWhatIsInFlight(UUID id) throws InterruptedException {
        Instant atMost = clock.instant().plus(IN_FLIGHT_AT_MOST);
        while (QuarkusTransaction.requiringNew().call(() -> queue.inFlight(id))) {
            if (clock.instant().isAfter(atMost)) {
                throw new ConflictException(
                        "jobs-left",
                        "What was left of the cancelled run is still being cleared away: try again in some seconds.");
            }
            TimeUnit.NANOSECONDS.sleep(LOOK_AGAIN.toNanos());
        }
    }

    /** Some at a time, so that no transaction is long. */
    private static void untilNone(IntSupplier step) {
        int erased;
        do {
            erased = QuarkusTransaction.requiringNew().call(step::getAsInt);
        } while (erased > 0);
    }
}
