package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Whom a discovery has met, so that those who are gone from the pool are found, and never deleted. */
@ApplicationScoped
public class Sightings {
    private final Jdbi jdbi;

    Sightings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Notes whom the run has met; harmless to repeat. */
    public void add(UUID runId, Collection<String> subs) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into run_seen (run_id, sub) select :run, sub from unnest(:subs) as sub
                        on conflict do nothing
                        """)
                .bind("run", runId)
                .bindArray("subs", String.class, subs)
                .execute());
    }

    /**
     * At the end of a discovery: whoever was not met is gone, and is not sent; whoever was met is not. The sightings are
     * forgotten with that.
     */
    public void settle(UUID migrationId, UUID runId) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            update source_user as u
                            set gone_since = case when not met.seen then coalesce(u.gone_since, clock_timestamp()) end,
                                planned_reason = case when not met.seen and u.workos_user_id is null
                                    then 'gone' else u.planned_reason end,
                                updated_at = clock_timestamp()
                            from (select known.sub, seen.sub is not null as seen from source_user as known
                                  left join run_seen as seen on seen.run_id = :run and seen.sub = known.sub
                                  where known.migration_id = :migration) as met
                            where u.migration_id = :migration and u.sub = met.sub
                                and (u.gone_since is null) <> met.seen
                            """)
                    .bind("migration", migrationId)
                    .bind("run", runId)
                    .execute();
            handle.createUpdate("delete from run_seen where run_id = :run")
                    .bind("run", runId)
                    .execute();
        });
    }

    /** Forgets the sightings of runs that ended before they were settled. */
    public void forgetEnded() {
        jdbi.useHandle(handle -> handle.execute(
                "delete from run_seen using run where run.id = run_seen.run_id and run.state <> 'RUNNING'"));
    }
}
