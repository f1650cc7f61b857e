package dev.portage.queue;

import dev.portage.pacing.Draw;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** Claims jobs as a replica does, and hands them back, for the benchmark. No service may run meanwhile. */
public final class ClaimProbe {
    private static final int AT_MOST = 10;
    private static final Duration LEASE = Duration.ofSeconds(90);

    private final Jdbi jdbi;
    private final Jobs jobs;

    public ClaimProbe(DataSource source) {
        jdbi = Jdbi.create(source).installPlugin(new PostgresPlugin());
        jobs = new Jobs(jdbi);
    }

    /** Milliseconds for each of some claims of ten jobs of one migration; its lane is open meanwhile. */
    public List<Double> claims(UUID migration, int count) {
        Lanes lanes = new Lanes(jdbi);
        lanes.set(migration, Lanes.State.OPEN);
        try {
            UUID replica = UUID.randomUUID();
            List<Double> times = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                long began = System.nanoTime();
                int claimed =
                        jobs.claim(Draw.WORKOS_WRITE, AT_MOST, replica, LEASE).size();
                times.add((System.nanoTime() - began) / 1e6);
                if (claimed != AT_MOST) {
                    throw new IllegalStateException("Claimed " + claimed + " jobs instead of " + AT_MOST);
                }
                jobs.handBack(replica);
            }
            return times;
        } finally {
            lanes.set(migration, Lanes.State.CLOSED);
        }
    }
}
