package dev.portage.api;

import dev.portage.api.problem.ProblemException;
import dev.portage.migration.Migrations;
import dev.portage.schedule.Schedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.ShutdownDelayInitiatedEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.subscription.BackPressureStrategy;
import io.smallrye.mutiny.subscription.MultiEmitter;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.ws.rs.sse.OutboundSseEvent;
import jakarta.ws.rs.sse.Sse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Streams of migrations to those who watch them. Each migration that is watched is read once a second, whatever the
 * number of its watchers, and from the database: so any replica shows what any other does.
 */
@ApplicationScoped
class StatusStreams {
    private static final Logger LOG = Logger.getLogger(StatusStreams.class);

    private final Migrations migrations;
    private final MigrationViews views;
    private final StreamConfig config;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    private volatile boolean stopping;

    StatusStreams(Migrations migrations, MigrationViews views, StreamConfig config, MeterRegistry registry) {
        this.migrations = migrations;
        this.views = views;
        this.config = config;
        Gauge.builder("portage.streams.open", watchers, Set::size)
                .description("Streams of migrations that this replica keeps open")
                .register(registry);
    }

    /** A migration as it was at one moment. */
    private record Seen(String json, EntityTag tag) {}

    /**
     * Opens a stream: the migration as it is, unless that is what the caller has seen last, and again whenever it has
     * changed. Where a caller is slow it gets the latest only.
     *
     * @param lastSeen the id of the last event that the caller has seen; null for none
     * @throws ProblemException 503 where there are too many streams, or the service stops
     */
    Multi<OutboundSseEvent> open(UUID migrationId, @Nullable String lastSeen, Sse sse) {
        Seen now = read(migrationId);
        if (stopping || watchers.size() >= config.most()) {
            throw new ProblemException(
                            503,
                            "too-many-streams",
                            "This replica keeps no more streams open: poll GET /migrations/{id} with If-None-Match, or"
                                    + " raise PORTAGE_STREAMS_MOST.")
                    .retryAfter(Duration.ofSeconds(10));
        }
        return Multi.createFrom()
                .emitter(
                        emitter -> {
                            Watcher watcher = new Watcher(migrationId, sse, emitter, lastSeen);
                            emitter.onTermination(() -> watchers.remove(watcher));
                            watchers.add(watcher);
                            watcher.greet(now);
                            if (stopping) {
                                emitter.complete();
                            }
                        },
                        BackPressureStrategy.LATEST);
    }

    private Seen read(UUID migrationId) {
        String json = QuarkusTransaction.requiringNew().call(() -> views.json(views.of(migrations.get(migrationId))));
        return new Seen(json, EntityTag.of(json));
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(1), "Streaming statuses", this::look);
    }

    void look() {
        Map<UUID, List<Watcher>> byMigration =
                watchers.stream().collect(Collectors.groupingBy(watcher -> watcher.migrationId));
        byMigration.forEach((migration, all) -> {
            try {
                Seen now = read(migration);
                all.forEach(watcher -> watcher.show(now));
            } catch (RuntimeException e) {
                // They hear of it again when the database answers.
                LOG.debugf(e, "Migration %s can not be shown at the moment", migration);
            }
            all.forEach(Watcher::beat);
        });
    }

    /** Before connections are closed, which would break the streams off. */
    void stop(@Observes ShutdownDelayInitiatedEvent stop) {
        stopping = true;
        watchers.forEach(watcher -> watcher.emitter.complete());
    }

    /** One open stream. */
    private final class Watcher {
        private final UUID migrationId;
        private final Sse sse;
        private final MultiEmitter<? super OutboundSseEvent> emitter;
        private final long openedAt = System.nanoTime();
        private volatile long lastSentAt = openedAt;
        private volatile @Nullable String lastSeen;

        Watcher(UUID migrationId, Sse sse, MultiEmitter<? super OutboundSseEvent> emitter, @Nullable String lastSeen) {
            this.migrationId = migrationId;
            this.sse = sse;
            this.emitter = emitter;
            this.lastSeen = lastSeen;
        }

        /** Says something in any case, so that the caller knows at once that it is connected. */
        void greet(Seen now) {
            if (now.tag().opaque().equals(lastSeen)) {
                comment("nothing new");
            } else {
                show(now);
            }
        }

        synchronized void show(Seen now) {
            if (now.tag().opaque().equals(lastSeen)) {
                return;
            }
            lastSeen = now.tag().opaque();
            lastSentAt = System.nanoTime();
            emitter.emit(sse.newEventBuilder()
                    .id(now.tag().opaque())
                    .data(String.class, now.json())
                    .build());
        }

        void beat() {
            long now = System.nanoTime();
            if (now - openedAt >= config.longest().toNanos()) {
                emitter.complete();
            } else if (now - lastSentAt >= config.heartbeat().toNanos() && emitter.requested() > 0) {
                // Only to who has read all before: it must not take the place of a document that still waits.
                comment("still here");
            }
        }

        private void comment(String text) {
            lastSentAt = System.nanoTime();
            emitter.emit(sse.newEventBuilder().comment(text).build());
        }
    }
}
