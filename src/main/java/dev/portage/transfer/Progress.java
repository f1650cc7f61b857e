package dev.portage.transfer;

import dev.portage.migration.Counters;
import dev.portage.migration.Membership;
import dev.portage.migration.UserState;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** How far a migration is, read from counters: the price is the same for a thousand users and for a million. */
@ApplicationScoped
public class Progress {
    /** The topics of counters that it is read from. */
    public static final List<String> TOPICS = List.of("user", "membership");

    private static final Duration RATE_OVER = Duration.ofSeconds(10);

    private final Counters counters;

    Progress(Counters counters) {
        this.counters = counters;
    }

    /** Users by state, and by reason: of those who are skipped or failed, and of those about whom a person decides. */
    @Schema(name = "UserCounts")
    public record Users(
            long discovered,
            long pending,
            long imported,
            long linked,
            long skipped,
            long failed,
            Map<String, Long> reasons) {}

    /** Memberships by state. */
    @Schema(name = "MembershipCounts")
    public record Memberships(long pending, long assigned, long failed) {}

    /**
     * How fast it goes.
     *
     * @param percent of the discovered users, those that are decided
     * @param usersPerSecond over the last ten seconds
     * @param etaSeconds until nobody is pending; null where nothing moves
     */
    @Schema(name = "MigrationProgress")
    public record Pace(
            double percent, double usersPerSecond, @Nullable Long etaSeconds) {}

    /** All of it, seen at about the same time. */
    public record Snapshot(Users users, Memberships memberships, Pace progress) {}

    /** How far the migration is now. */
    public Snapshot of(UUID migrationId) {
        return of(migrationId, counters.of(migrationId, TOPICS));
    }

    /**
     * The same, where the counters have been read already.
     *
     * @param counted what counters of the {@link #TOPICS} have just said
     */
    public Snapshot of(UUID migrationId, Map<String, List<Counters.Count>> counted) {
        Users users = users(counted.getOrDefault("user", List.of()));
        Memberships memberships = memberships(Counters.byState(counted.getOrDefault("membership", List.of())));
        return new Snapshot(users, memberships, pace(users, memberships, counters.rate(migrationId, RATE_OVER)));
    }

    private static Users users(List<Counters.Count> counts) {
        Map<UserState, Long> states = new EnumMap<>(UserState.class);
        Map<String, Long> reasons = new TreeMap<>();
        for (Counters.Count count : counts) {
            states.merge(UserState.valueOf(count.state()), count.n(), Long::sum);
            if (!count.reason().isEmpty()) {
                reasons.merge(count.reason(), count.n(), Long::sum);
            }
        }
        return new Users(
                states.values().stream().mapToLong(Long::longValue).sum(),
                states.getOrDefault(UserState.PENDING, 0L),
                states.getOrDefault(UserState.IMPORTED, 0L),
                states.getOrDefault(UserState.LINKED, 0L),
                states.getOrDefault(UserState.SKIPPED, 0L),
                states.getOrDefault(UserState.FAILED, 0L),
                reasons);
    }

    private static Memberships memberships(Map<String, Long> states) {
        return new Memberships(
                states.getOrDefault(Membership.State.PENDING.name(), 0L),
                states.getOrDefault(Membership.State.ASSIGNED.name(), 0L),
                states.getOrDefault(Membership.State.FAILED.name(), 0L));
    }

    private static Pace pace(Users users, Memberships memberships, double rate) {
        double percent = users.discovered() == 0
                ? 0
                : Math.floor(1000.0 * (users.discovered() - users.pending()) / users.discovered()) / 10;
        long left = users.pending() + memberships.pending();
        Long eta = rate == 0 ? null : Long.valueOf(Math.round(left / rate));
        return new Pace(percent, Math.round(rate * 10) / 10.0, eta);
    }
}
