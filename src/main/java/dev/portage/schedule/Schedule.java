package dev.portage.schedule;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.quarkus.vertx.http.HttpsServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.control.ActivateRequestContext;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.ObservesAsync;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Has work done again and again in this replica, on threads that may block.
 *
 * <p>Quarkus's scheduler goes by the wall clock: when that is set back by an hour, nothing recurs for an hour. Here it is
 * the time that passes which counts.
 */
@ApplicationScoped
public class Schedule {
    private static final Logger LOG = Logger.getLogger(Schedule.class);

    /** All of it at once would take the processors from the start itself, and from the first who asks whether it is over. */
    private static final Duration AFTER_THE_START = Duration.ofMillis(500);

    private final ScheduledExecutorService executor;
    private final ScheduleConfig config;
    private final List<Recurring> toBegin = new ArrayList<>();
    private final List<Future<?>> begun = new ArrayList<>();

    Schedule(ScheduledExecutorService executor, ScheduleConfig config) {
        this.executor = executor;
        this.config = config;
    }

    /** What recurs; it may fail, which is told, and is done again all the same. */
    @FunctionalInterface
    public interface Work {
        void run() throws Exception;
    }

    private record Recurring(Duration interval, String what, Work work) {}

    /**
     * Has this done from half a second after the service listens until it stops, each time so long after the last one
     * ended.
     *
     * @param what what is being done, as the log names it where it fails: "Looking after campaigns"
     * @throws IllegalArgumentException where there is no time between one and the next
     */
    public synchronized void every(Duration interval, String what, Work work) {
        if (!interval.isPositive()) {
            throw new IllegalArgumentException(
                    "%s every %s: set an interval longer than nothing".formatted(what, interval));
        }
        toBegin.add(new Recurring(interval, what, work));
    }

    /** The same, as often as the operator has what goes on looked after: {@link ScheduleConfig#beat()}. */
    public void everyBeat(String what, Work work) {
        every(config.beat(), what, work);
    }

    void listening(@ObservesAsync HttpServerStart started) {
        begin();
    }

    void listeningWithTls(@ObservesAsync HttpsServerStart started) {
        begin();
    }

    private synchronized void begin() {
        toBegin.forEach(recurring -> begun.add(executor.scheduleWithFixedDelay(
                () -> run(recurring),
                AFTER_THE_START.toNanos(),
                recurring.interval().toNanos(),
                TimeUnit.NANOSECONDS)));
        toBegin.clear();
    }

    @ActivateRequestContext
    void run(Recurring recurring) {
        try {
            recurring.work().run();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (Exception | Error e) {
            // Whatever it is: what leaves here ends the recurrence for good, and nothing would say so. Not the whole
            // stack every second, as long as the database is away.
            LOG.warnf(
                    "%s failed, and is tried again: %s",
                    recurring.what(), e.getClass().getSimpleName());
            LOG.debug("Because of", e);
        }
    }

    synchronized void stop(@Observes ShutdownEvent stop) {
        begun.forEach(recurring -> recurring.cancel(false));
        begun.clear();
    }
}
