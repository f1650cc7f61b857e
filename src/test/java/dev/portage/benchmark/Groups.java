package dev.portage.benchmark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portage.it.Scene;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.SandboxHttp;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/**
 * Users of whom each is in one group, so that each takes two writes: what they cost in calls with the budget lifted, and
 * how many move in a second within it.
 */
final class Groups implements Measurement {
    private static final int GROUPS = 50;
    private static final Duration LONG = Duration.ofMinutes(15);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** No limit of WorkOS's. */
    private static final int LIFTED = 1_000_000;

    @Override
    public Table run() throws IOException {
        Table table = new Table("Users of %d groups, each with one membership".formatted(GROUPS));
        double perUser = measure(table, 100_000, LIFTED);
        double share = 1;
        for (int budget : new int[] {450, 500}) {
            share = Math.min(share, measure(table, 2_500, budget) * 2 * 10 / budget);
        }
        return table.goal("no call to Cognito per user", perUser < 0.1)
                .goal("at least 0.97 of the budget, which is 25 users a second at 500 writes in 10 s", share >= 0.97);
    }

    /** Cognito's calls per user without a budget; users per second with one. */
    private static double measure(Table table, int users, int budget) throws IOException {
        boolean lifted = budget == LIFTED;
        try (Stage stage = new Stage("groups")) {
            Scene scene = stage.scene();
            if (lifted) {
                scene.liftLimits(LIFTED);
            } else {
                scene.set("PORTAGE_WORKOS_WRITES_PER_10S", budget);
                scene.sandbox().faults("{\"workos\":{\"latencyMillis\":20}}");
            }
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false,\"groups\":false}".formatted(users));
            scene.start();
            String migration = scene.api().createFor(Scene.POOL, options(scene));
            scene.sandbox().resetCalls();
            scene.api().startImport(migration);
            scene.awaitCompleted(migration, LONG);
            scene.assertNobodyIsLost(migration);
            JsonNode calls = scene.sandbox().calls();
            double cognito = (double) CallsPerUser.count(calls.path("operations"), false) / users;
            double perSecond = users / seconds(calls.path("operations"));
            table.row(
                    "users",
                    users,
                    "writes in 10 s",
                    lifted ? "unlimited" : budget,
                    "users per second",
                    perSecond,
                    "share of the budget",
                    lifted ? "–" : perSecond * 2 * 10 / budget,
                    "most writes in 10 s",
                    lifted ? "–" : calls.at("/scopes/workos.writes/worst").asInt(),
                    "Cognito calls per user",
                    cognito,
                    "WorkOS calls per user",
                    (double) CallsPerUser.count(calls.path("operations"), true) / users);
            return lifted ? cognito : perSecond;
        }
    }

    /** Makes the groups and an organization for each; the options that map one to the other. */
    private static String options(Scene scene) {
        SandboxHttp sandbox = new SandboxHttp(scene.sandbox().url());
        List<PoolUser> users = scene.sandbox().cognito().users(Scene.POOL);
        ObjectNode options = MAPPER.createObjectNode();
        ArrayNode mappings = options.putArray("groups");
        int size = users.size() / GROUPS;
        for (int i = 0; i < GROUPS; i++) {
            String name = "team-" + i;
            sandbox.makeGroup(
                    Scene.POOL,
                    name,
                    i,
                    users.subList(i * size, (i + 1) * size).stream()
                            .map(PoolUser::sub)
                            .toList());
            mappings.addObject()
                    .put("group", name)
                    .put("organizationId", sandbox.createOrganization("Team " + i))
                    .put("roleSlug", "member");
        }
        return options.toString();
    }

    /** From the first user's arrival to the last membership's. */
    private static double seconds(JsonNode operations) {
        Instant first = Instant.parse(
                operations.path("users.create").path("firstArrival").asText());
        Instant last = Stream.of("users.create", "memberships.create")
                .map(operation -> Instant.parse(
                        operations.path(operation).path("lastArrival").asText()))
                .max(Instant::compareTo)
                .orElseThrow();
        return Duration.between(first, last).toNanos() / 1e9;
    }
}
