package dev.portage.signin;

import dev.portage.migration.AddressHash;
import dev.portage.migration.SignIns;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.workos.Session;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes down how sign-ins ended, shortly after they did and many at a time: nobody waits for it. A replica that is
 * killed loses those of its last moments, and nothing that a sign-in depends on.
 */
@ApplicationScoped
class SignInLog {
    private static final Logger LOG = Logger.getLogger(SignInLog.class);
    private static final int MOST_WAITING = 20_000;
    private static final int BATCH = 1_000;
    private static final Duration GATHERING = Duration.ofMillis(50);
    private static final Duration LAST_WRITES = Duration.ofSeconds(3);

    private final LinkedBlockingQueue<Entry> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final SignIns rows;
    private final SourceUsers users;
    private final Arrivals arrivals;
    private final Tries tries;
    private final FrontDoor door;
    private final AddressHash hash;
    private final Clock clock;
    private final MeterRegistry metrics;
    private @Nullable Thread writing;
    private volatile boolean stopping;

    SignInLog(
            SignIns rows,
            SourceUsers users,
            Arrivals arrivals,
            Tries tries,
            FrontDoor door,
            AddressHash hash,
            Clock clock,
            MeterRegistry metrics) {
        this.rows = rows;
        this.users = users;
        this.arrivals = arrivals;
        this.tries = tries;
        this.door = door;
        this.hash = hash;
        this.clock = clock;
        this.metrics = metrics;
    }

    /** @param right whose try is given back, because the password was right */
    private record Entry(SignIns.Ended ended, Tries.@Nullable Right right, Session.@Nullable User user) {}

    void add(SignIns.Kind kind, Attempt attempt, Ending ending) {
        Tries.Right right = kind == SignIns.Kind.PASSWORD_RESET || !rightPassword(ending)
                ? null
                : new Tries.Right(attempt.email(), attempt.from());
        add(kind, attempt.email(), ending, right);
    }

    void add(SignIns.Kind kind, String email, Ending ending) {
        add(kind, email, ending, null);
    }

    private void add(SignIns.Kind kind, String email, Ending ending, Tries.@Nullable Right right) {
        Counter.builder("portage.sign.ins")
                .description("Sign-ins and password resets at the front door, by how they ended")
                .tag("kind", kind.name().toLowerCase(Locale.ROOT).replace('_', '-'))
                .tag("outcome", ending.outcome().slug())
                .register(metrics)
                .increment();
        SignIns.Ended ended = new SignIns.Ended(
                clock.instant(),
                kind,
                ending.outcome(),
                ending.detail(),
                hash.ofEmail(email),
                ending.migrationId(),
                ending.sub(),
                ending.workosUserId());
        if (!waiting.offer(new Entry(ended, right, ending.user()))) {
            LOG.warn("How a sign-in ended is not kept: the database takes too long");
        }
    }

    private static boolean rightPassword(Ending ending) {
        return switch (ending.answer()) {
            case SignInAnswer.SignedIn ignored -> true;
            case SignInAnswer.StepUp up -> up.step().pendingToken().isPresent();
            default -> false;
        };
    }

    void start(@Observes StartupEvent start) {
        writing = Thread.ofPlatform().daemon().name("portage-sign-in-log").start(this::write);
    }

    private void write() {
        try {
            while (!(stopping && waiting.isEmpty())) {
                // Those who come in together are written together.
                TimeUnit.NANOSECONDS.sleep(GATHERING.toNanos());
                List<Entry> batch = new ArrayList<>();
                if (waiting.drainTo(batch, BATCH) > 0) {
                    keep(batch);
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Interrupted: how the last sign-ins ended is not kept");
        }
    }

    private void keep(List<Entry> batch) {
        try {
            write(batch);
        } catch (RuntimeException e) {
            LOG.warnf(
                    "How %d sign-ins ended is not kept: %s",
                    batch.size(), e.getClass().getSimpleName());
        }
    }

    private void write(List<Entry> batch) {
        List<Tries.Right> rights =
                batch.stream().map(Entry::right).filter(Objects::nonNull).toList();
        tries.giveBack(door.passwordLimits(), rights);
        QuarkusTransaction.requiringNew().run(() -> {
            heal(batch);
            rows.add(batch.stream().map(Entry::ended).toList());
        });
    }

    /** Who is signed in is there: where a create of ours was never told of, its row says so now. */
    private void heal(List<Entry> batch) {
        Map<String, Session.User> bySub = new HashMap<>();
        for (Entry entry : batch) {
            Session.User user = entry.user();
            if (user != null && user.externalId() != null) {
                bySub.put(user.externalId(), user);
            }
        }
        if (bySub.isEmpty()) {
            return;
        }
        for (SourceUser row : users.untold(bySub.keySet())) {
            Session.User user = Objects.requireNonNull(bySub.get(row.sub()));
            boolean ours = user.createdAt().isAfter(row.firstSeenAt().minus(Accounts.CLOCKS_DIFFER))
                    && !arrivals.linked(row.migrationId(), row.sub());
            arrivals.decide(
                    row.migrationId(),
                    row.sub(),
                    user.id(),
                    ours ? Arrivals.How.CREATED : Arrivals.How.WAS_THERE,
                    "found at sign-in");
        }
    }

    void stop(@Observes @Priority(300) ShutdownEvent stop) throws InterruptedException {
        stopping = true;
        Thread thread = writing;
        if (thread != null) {
            thread.join(LAST_WRITES);
        }
    }
}
