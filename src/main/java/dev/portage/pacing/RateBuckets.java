package dev.portage.pacing;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jspecify.annotations.Nullable;

/** The rows behind the buckets. */
@ApplicationScoped
class RateBuckets {
    private final Jdbi jdbi;

    RateBuckets(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Makes the rows; a setting that differs from the one at the last start wins over what was set by hand. */
    void configure(Map<Limit, Integer> amounts) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    insert into rate_bucket (name, amount, window_ms, configured, next_at, blocked_until)
                    values (:name, :amount, :window, :amount, clock_timestamp(), clock_timestamp())
                    on conflict (name) do update set amount = excluded.amount, configured = excluded.configured
                    where rate_bucket.configured <> excluded.configured
                    """);
            amounts.forEach((limit, amount) -> batch.bind("name", limit.name())
                    .bind("amount", amount)
                    .bind("window", limit.window().toMillis())
                    .add());
            batch.execute();
        });
    }

    /**
     * Locks the buckets of these limits until the transaction ends, and reads them with the database's time, which is
     * told after each lock is held: waiting for it takes time.
     *
     * <p>The transaction does not wait for the disk, as the lock would be held so long. What a crash of the database
     * loses by it are slots that have passed before it is up again.
     */
    Buckets lock(Collection<Limit> limits) {
        return jdbi.withHandle(handle -> read(handle, limits, """
                select bucket.*, clock_timestamp() as read_at, set_config('synchronous_commit', 'off', true)
                from (select * from rate_bucket where name = any(:names) order by name for update) as bucket
                """));
    }

    Buckets look(Collection<Limit> limits) {
        return jdbi.withHandle(handle -> read(
                handle,
                limits,
                "select *, clock_timestamp() as read_at from rate_bucket where name = any(:names) order by name"));
    }

    void save(Collection<Bucket> buckets) {
        jdbi.useHandle(handle -> {
            PreparedBatch batch = handle.prepareBatch("""
                    update rate_bucket
                    set amount = :amount, next_at = :nextAt, blocked_until = :blockedUntil, pace = :pace,
                        last_throttled_at = :lastThrottledAt, recent = :recent, recent_second = :recentSecond,
                        trips = :trips, open_until = :openUntil, failing_since = :failingSince,
                        hurried = cast(:hurried as timestamptz[])
                    where name = :name
                    """);
            for (Bucket bucket : buckets) {
                batch.bind("name", bucket.limit().name())
                        .bind("amount", bucket.amount())
                        .bind("nextAt", bucket.nextAt())
                        .bind("blockedUntil", bucket.blockedUntil())
                        .bind("pace", bucket.pace())
                        .bind("lastThrottledAt", bucket.lastThrottledAt())
                        .bindArray("recent", Integer.class, bucket.recent().perSecond())
                        .bind("recentSecond", bucket.recent().lastSecond())
                        .bind("trips", bucket.circuit().trips())
                        .bind("openUntil", bucket.circuit().openUntil())
                        .bind("failingSince", bucket.circuit().failingSince())
                        .bindArray(
                                "hurried",
                                String.class,
                                bucket.hurried().turns().stream()
                                        .map(Instant::toString)
                                        .toList())
                        .add();
            }
            batch.execute();
        });
    }

    private static Buckets read(Handle handle, Collection<Limit> limits, String query) {
        record Read(Bucket bucket, Instant at) {}
        List<Read> rows = handle.createQuery(query)
                .bindArray(
                        "names", String.class, limits.stream().map(Limit::name).toList())
                .map((row, context) -> new Read(bucket(row), Objects.requireNonNull(instant(row, "read_at"))))
                .list();
        return new Buckets(
                rows.stream().map(Read::bucket).toList(),
                rows.stream().map(Read::at).max(Comparator.naturalOrder()).orElseGet(() -> now(handle)));
    }

    private static Instant now(Handle handle) {
        return handle.createQuery("select clock_timestamp()")
                .mapTo(Instant.class)
                .one();
    }

    private static Bucket bucket(ResultSet row) throws SQLException {
        return new Bucket(
                Limit.valueOf(row.getString("name")),
                row.getInt("amount"),
                row.getObject("next_at", OffsetDateTime.class).toInstant(),
                row.getObject("blocked_until", OffsetDateTime.class).toInstant(),
                row.getDouble("pace"),
                instant(row, "last_throttled_at"),
                new RecentCalls(
                        Arrays.asList((Integer[]) row.getArray("recent").getArray()), row.getLong("recent_second")),
                new Circuit(
                        row.getInt("trips"),
                        row.getObject("open_until", OffsetDateTime.class).toInstant(),
                        instant(row, "failing_since")),
                new Hurried(Arrays.stream((Timestamp[]) row.getArray("hurried").getArray())
                        .map(Timestamp::toInstant)
                        .toList()));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
