package dev.portage.migration;

import dev.portage.schedule.Schedule;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.ToDoubleFunction;

/**
 * Shows the newest migrations by state, and their users and memberships by state, as the database has them: every
 * replica shows the same. Labels are the ids of migrations and states, and nothing of a user. Unknown while the database
 * is away.
 */
@ApplicationScoped
class MigrationMetrics {
    /** How many migrations are shown; each adds some ten time series. */
    private static final int MOST = 50;

    private final Migrations migrations;
    private final Counters counters;
    private final MultiGauge users;
    private final MultiGauge memberships;
    private volatile Optional<List<Shown>> seen = Optional.empty();

    private record Shown(UUID id, MigrationState state, boolean heldUp, boolean stalled) {}

    MigrationMetrics(MeterRegistry registry, Migrations migrations, Counters counters) {
        this.migrations = migrations;
        this.counters = counters;
        this.users = MultiGauge.builder("portage.users")
                .description("Users of a migration by state")
                .register(registry);
        this.memberships = MultiGauge.builder("portage.memberships")
                .description("Organization memberships of a migration by state")
                .register(registry);
        for (MigrationState state : MigrationState.values()) {
            gauge("portage.migrations", all -> count(all, state))
                    .description("Migrations by state, among the newest " + MOST)
                    .tag("state", label(state))
                    .register(registry);
        }
        gauge(
                        "portage.migrations.held.up",
                        all -> all.stream().filter(Shown::heldUp).count())
                .description("Migrations whose run is held up by what their lastError says")
                .register(registry);
        gauge(
                        "portage.migrations.stalled",
                        all -> all.stream().filter(Shown::stalled).count())
                .description("Migrations whose run does not get on though nothing is known to hold it up")
                .register(registry);
    }

    void recur(@Observes StartupEvent start, Schedule schedule) {
        schedule.every(Duration.ofSeconds(10), "Counting users", this::look);
    }

    void look() {
        try {
            List<Shown> all = QuarkusTransaction.requiringNew()
                    .call(() -> migrations.newest(MOST).stream()
                            .map(MigrationMetrics::shown)
                            .toList());
            List<UUID> ids = all.stream().map(Shown::id).toList();
            users.register(rows(ids, UserState.values(), counters.byState(ids, "user")), true);
            memberships.register(rows(ids, Membership.State.values(), counters.byState(ids, "membership")), true);
            seen = Optional.of(all);
        } catch (RuntimeException e) {
            seen = Optional.empty();
            users.register(List.of(), true);
            memberships.register(List.of(), true);
        }
    }

    private static Shown shown(Migration migration) {
        return new Shown(
                migration.id(),
                migration.state(),
                migration.state().running() && migration.lastError() != null,
                migration.stalledSince() != null);
    }

    private static List<MultiGauge.Row<?>> rows(List<UUID> ids, Enum<?>[] states, Map<UUID, Map<String, Long>> counts) {
        List<MultiGauge.Row<?>> rows = new ArrayList<>();
        for (UUID id : ids) {
            for (Enum<?> state : states) {
                long n = counts.getOrDefault(id, Map.of()).getOrDefault(state.name(), 0L);
                rows.add(MultiGauge.Row.of(Tags.of("migration", id.toString(), "state", label(state)), n));
            }
        }
        return rows;
    }

    private static long count(List<Shown> all, MigrationState state) {
        return all.stream().filter(migration -> migration.state() == state).count();
    }

    private static String label(Enum<?> state) {
        return state.name().toLowerCase(Locale.ROOT);
    }

    private Gauge.Builder<?> gauge(String name, ToDoubleFunction<List<Shown>> value) {
        return Gauge.builder(name, () -> seen.map(value::applyAsDouble).orElse(Double.NaN));
    }
}
