package dev.portage.benchmark;

import dev.portage.it.Api;
import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import dev.portage.queue.ClaimProbe;
import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What polling a migration, looking at it and claiming jobs cost, when there are few rows and when there are many. */
final class Growth implements Measurement {
    private static final int REPEATS = 300;
    private static final int VIEWS = 50;
    private static final int PREVIEWS = 5;

    /** The dashboard's pages: of a migration, of users in a common, in a rare and in no state, and of one address. */
    private static final List<String> PAGES =
            List.of("", "/users", "/users?state=PENDING", "/users?state=FAILED", "/users?email=nobody%40example.com");

    @Override
    public Table run() throws IOException, SQLException {
        Table table = new Table(
                "Milliseconds for GET /migrations/{id}, the dashboard and a claim of ten jobs, by number of rows");
        List<Double> polls = new ArrayList<>();
        List<Double> claims = new ArrayList<>();
        List<Double> pages = new ArrayList<>();
        List<Double> previews = new ArrayList<>();
        try (Stage stage = new Stage("growth")) {
            Scene scene = stage.scene();
            for (int rows : new int[] {1_000, 100_000, 1_000_000}) {
                ServiceProcess service = scene.start();
                String migration = queued(scene, rows);
                Times poll = Times.of(REPEATS, () -> scene.api().migration(migration));
                double slowest = 0;
                for (String page : PAGES) {
                    String path = "/dashboard/migrations/" + migration + page;
                    slowest = Math.max(
                            slowest,
                            Times.of(VIEWS, () -> scene.api().page(path)).median());
                }
                Times preview = previews(scene, migration);
                String jobs = scene.query("select count(*) from job where lane_id = '%s'".formatted(migration));
                service.terminate(Duration.ofSeconds(30));
                // As autovacuum does within a minute.
                scene.query("vacuum analyze job");
                ClaimProbe probe = new ClaimProbe(stage.database().source());
                probe.claims(UUID.fromString(migration), REPEATS);
                Times claim = new Times(probe.claims(UUID.fromString(migration), REPEATS));
                table.row(
                        "users", rows,
                        "jobs", Integer.parseInt(jobs),
                        "poll, median", poll.median(),
                        "poll, p99", poll.at(0.99),
                        "slowest page of the dashboard, median", slowest,
                        "whom a campaign for all would mail, median", preview.median(),
                        "claim, median", claim.median(),
                        "claim, p99", claim.at(0.99));
                polls.add(poll.median());
                claims.add(claim.median());
                pages.add(slowest);
                previews.add(preview.median());
            }
        }
        return table.goal(
                        "polling 1,000,000 takes at most twice what 1,000 do", polls.getLast() <= 2 * polls.getFirst())
                .goal("no page of the dashboard takes more than 100 ms at 1,000,000", pages.getLast() <= 100)
                .goal("whom a campaign would mail of 1,000,000 is told within 2 s", previews.getLast() <= 2_000)
                .goal("claiming from 1,000,000 takes at most twice as long", claims.getLast() <= 2 * claims.getFirst());
    }

    /** The first page of whom it would mail, and how many there are, once everybody has gone over. */
    private static Times previews(Scene scene, String migration) throws SQLException {
        scene.query("""
                with over as (
                    update source_user set state = 'IMPORTED', workos_user_id = 'user_' || sub
                    where migration_id = '%s' and workos_user_id is null returning 1)
                select count(*) from over
                """.formatted(migration));
        scene.query("vacuum analyze source_user");
        String campaigns = "/migrations/" + migration + "/password-resets";
        return Times.of(PREVIEWS, () -> {
            Api.Answer answer = scene.api().post(campaigns, "{\"audience\":\"ALL\",\"dryRun\":true}");
            if (answer.status() != 200) {
                throw new AssertionError("No dry run: " + answer);
            }
        });
    }

    /** A paused migration with that many users, and a job for nearly each. */
    private static String queued(Scene scene, int rows) {
        String migration = Dumps.upload(scene, rows);
        scene.api().startImport(migration);
        Scene.await(
                "users on their way",
                Duration.ofMinutes(10),
                () -> scene.query("select phase from run where migration_id = '%s'".formatted(migration))
                        .equals("SENDING"));
        scene.api().post("/migrations/" + migration + "/pause", "{}");
        Scene.await(
                "the pause",
                Duration.ofSeconds(20),
                () -> scene.query("select count(*) from job where state = 'LEASED'")
                        .equals("0"));
        return migration;
    }
}
