package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/**
 * How many users, memberships and results there are of each kind, at a price that does not depend on how many. The rows
 * follow the users by triggers of the schema.
 */
@ApplicationScoped
public class Counters {
    private final Jdbi jdbi;

    Counters(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** A count of one topic. */
    public record Count(String state, String reason, long n) {}

    public List<Count> of(UUID owner, String topic) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select state, reason, sum(n) as n from tally where owner = :owner and topic = :topic
                        group by state, reason having sum(n) <> 0 order by state, reason
                        """)
                .bind("owner", owner)
                .bind("topic", topic)
                .map((row, context) -> new Count(row.getString("state"), row.getString("reason"), row.getLong("n")))
                .list());
    }

    /** The counts of several topics in one query; a topic without any has an empty list. */
    public Map<String, List<Count>> of(UUID owner, Collection<String> topics) {
        record Row(String topic, Count count) {}
        Map<String, List<Count>> byTopic = jdbi
                .withHandle(handle -> handle.createQuery("""
                                select topic, state, reason, sum(n) as n from tally
                                where owner = :owner and topic = any(:topics)
                                group by topic, state, reason having sum(n) <> 0 order by topic, state, reason
                                """)
                        .bind("owner", owner)
                        .bindArray("topics", String.class, topics)
                        .map((row, context) -> new Row(
                                row.getString("topic"),
                                new Count(row.getString("state"), row.getString("reason"), row.getLong("n"))))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(Row::topic, Collectors.mapping(Row::count, Collectors.toList())));
        topics.forEach(topic -> byTopic.putIfAbsent(topic, List.of()));
        return byTopic;
    }

    /** The counts of one topic, by state, whatever the reason. */
    public Map<String, Long> byState(UUID owner, String topic) {
        return byState(of(owner, topic));
    }

    /** Counts by state, whatever the reason. */
    public static Map<String, Long> byState(Collection<Count> counts) {
        return counts.stream().collect(Collectors.groupingBy(Count::state, Collectors.summingLong(Count::n)));
    }

    /** The counts of one topic for each of these owners, by state; an owner without any is left out. */
    public Map<UUID, Map<String, Long>> byState(Collection<UUID> owners, String topic) {
        record Row(UUID owner, String state, long n) {}
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select owner, state, sum(n) as n from tally
                                where owner = any(:owners) and topic = :topic group by owner, state
                                """)
                        .bindArray("owners", UUID.class, owners)
                        .bind("topic", topic)
                        .map((row, context) ->
                                new Row(row.getObject("owner", UUID.class), row.getString("state"), row.getLong("n")))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(Row::owner, Collectors.toMap(Row::state, Row::n)));
    }

    /** Counts one for each of these results. */
    public void add(UUID owner, String topic, Collection<String> states) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into tally (owner, topic, state, n)
                        select :owner, :topic, state, count(*) from unnest(:states) as state group by state
                        """)
                .bind("owner", owner)
                .bind("topic", topic)
                .bindArray("states", String.class, states)
                .execute());
    }

    /** Forgets what was counted for these. */
    public void forget(Collection<UUID> owners) {
        jdbi.useHandle(handle -> handle.createUpdate("delete from tally where owner = any(:owners)")
                .bindArray("owners", UUID.class, owners)
                .execute());
    }

    /** Counts users that are finished now, for the rate. */
    public void finished(UUID migrationId, int n) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into throughput (migration_id, second, n)
                        values (:migration, date_trunc('second', clock_timestamp()), :n)
                        on conflict (migration_id, second) do update set n = throughput.n + excluded.n
                        """)
                .bind("migration", migrationId)
                .bind("n", n)
                .execute());
    }

    /** Users finished per second over the last full seconds, as many as this and no more than have passed. */
    public double rate(UUID migrationId, Duration over) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select coalesce(sum(n), 0)::double precision
                            / least(:seconds, greatest(1, extract(epoch from date_trunc('second', clock_timestamp()) - (
                                select min(second) from throughput
                                where migration_id = :migration and second
                                    >= date_trunc('second', clock_timestamp()) - :seconds * interval '1 second'))))
                        from throughput
                        where migration_id = :migration
                            and second >= date_trunc('second', clock_timestamp()) - :seconds * interval '1 second'
                            and second < date_trunc('second', clock_timestamp())
                        """)
                .bind("migration", migrationId)
                .bind("seconds", over.toSeconds())
                .mapTo(double.class)
                .one());
    }

    /**
     * Users that were finished in a step of time.
     *
     * @param from when the step begins
     */
    public record Finished(Instant from, long users) {}

    /** What was finished lately, the oldest step first; the last one ends with the present second. */
    public List<Finished> recent(UUID migrationId, Duration step, int steps) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        with present as (select date_trunc('second', clock_timestamp()) + interval '1 second' as ends)
                        select ends - back * :step * interval '1 second' as begins, coalesce(sum(t.n), 0) as n
                        from present
                        cross join generate_series(1, :steps) as back
                        left join throughput as t on t.migration_id = :migration
                            and t.second >= ends - back * :step * interval '1 second'
                            and t.second < ends - (back - 1) * :step * interval '1 second'
                        group by ends, back order by back desc
                        """)
                .bind("migration", migrationId)
                .bind("step", step.toSeconds())
                .bind("steps", steps)
                .map((row, context) -> new Finished(
                        row.getObject("begins", OffsetDateTime.class).toInstant(), row.getLong("n")))
                .list());
    }

    /** Puts the added rows together. One replica at a time does it; readers see the rows before or after. */
    public void fold() {
        jdbi.useTransaction(handle -> {
            boolean mine = handle.createQuery("select pg_try_advisory_xact_lock(hashtext('portage.tally'))")
                    .mapTo(boolean.class)
                    .one();
            if (mine) {
                handle.execute("""
                        with folded as (
                            delete from tally
                            where (owner, topic) in (
                                select owner, topic from tally group by owner, topic
                                -- Some topics have many numbers, and nothing to put together.
                                having count(*) > 50 and count(*) > 2 * count(distinct (state, reason)))
                            returning owner, topic, state, reason, n)
                        insert into tally (owner, topic, state, reason, n)
                        select owner, topic, state, reason, sum(n) from folded
                        group by owner, topic, state, reason having sum(n) <> 0
                        """);
                handle.execute("delete from throughput where second < clock_timestamp() - interval '25 hours'");
            }
        });
    }
}
