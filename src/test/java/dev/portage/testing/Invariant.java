package dev.portage.testing;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.SoftAssertions;

/**
 * What must be so of a migration whenever nothing of it is in flight, whatever went wrong before: nobody is lost, nobody
 * is doubled, and what the service says is what WorkOS holds. Looked at from outside, over HTTP; no fault may be in force.
 */
public final class Invariant {
    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final Set<String> STATES = Set.of("PENDING", "IMPORTED", "LINKED", "SKIPPED", "FAILED");

    private final Portage portage;
    private final SandboxHttp sandbox;
    private final SoftAssertions softly = new SoftAssertions();

    private Invariant(Portage portage, SandboxHttp sandbox) {
        this.portage = portage;
        this.sandbox = sandbox;
    }

    /** Checks a migration of a user pool; of a dump, all but that the pool is complete. */
    public static void holds(String migrationId, Portage portage, SandboxHttp sandbox) {
        JsonNode source = portage.show(migrationId).path("source");
        holds(migrationId, source.path("userPoolId").asText(""), portage, sandbox);
    }

    /** Checks a migration whose users are those of this pool, though it may have them from a dump. */
    public static void holds(String migrationId, String poolId, Portage portage, SandboxHttp sandbox) {
        long end = System.nanoTime() + SETTLED.toNanos();
        boolean read = false;
        while (true) {
            Invariant invariant = new Invariant(portage, sandbox);
            invariant.check(migrationId, poolId);
            try {
                invariant.softly.assertAll();
                return;
            } catch (AssertionError e) {
                // What was in flight when a migration was cancelled or paused may have come in between two readings.
                if (read && System.nanoTime() > end) {
                    throw e;
                }
                read = true;
            }
        }
    }

    private void check(String id, String poolId) {
        JsonNode migration = portage.show(id);
        List<JsonNode> rows = portage.users(id);
        Map<String, JsonNode> bySub = new HashMap<>();
        rows.forEach(row -> bySub.put(text(row, "sub"), row));
        softly.assertThat(bySub).as("one row per sub").hasSize(rows.size());
        boolean wholePool =
                portage.runs(id).stream().anyMatch(run -> !text(run, "phase").equals("DISCOVERING"));
        if (!poolId.isEmpty() && wholePool) {
            softly.assertThat(bySub.keySet()).as("every pool user has a row").containsAll(sandbox.subs(poolId));
        }
        counts(migration, rows);
        Map<String, JsonNode> workos = sandbox.workosUsers();
        rows.forEach(row -> row(row, workos));
        others(bySub, workos);
        distinct(rows, workos);
        memberships(migration, rows);
        softly.assertThat(sandbox.calls()
                        .path("creates")
                        .path("repeatedAfterSuccess")
                        .asInt())
                .as("creates sent again for a user that had been created")
                .isZero();
    }

    private void counts(JsonNode migration, List<JsonNode> rows) {
        Map<String, Integer> byState = new HashMap<>();
        STATES.forEach(state -> byState.put(state, 0));
        rows.forEach(row -> byState.merge(text(row, "state"), 1, Integer::sum));
        JsonNode shown = migration.path("users");
        int sum = 0;
        for (Map.Entry<String, Integer> count : byState.entrySet()) {
            int n = shown.path(count.getKey().toLowerCase(Locale.ROOT)).asInt(-1);
            softly.assertThat(n).as("users that are %s", count.getKey()).isEqualTo(count.getValue());
            sum += n;
        }
        softly.assertThat(shown.path("discovered").asInt(-1)).as("discovered").isEqualTo(sum);
    }

    private void row(JsonNode row, Map<String, JsonNode> workos) {
        switch (text(row, "state")) {
            case "IMPORTED", "LINKED" -> {
                JsonNode user = workos.get(text(row, "workosUserId"));
                softly.assertThat(user).as("in WorkOS: %s", row).isNotNull();
                if (user != null) {
                    softly.assertThat(text(user, "external_id"))
                            .as("external id of %s", row)
                            .isEqualTo(text(row, "sub"));
                    if (text(row, "state").equals("IMPORTED")) {
                        softly.assertThat(text(user, "email"))
                                .as("e-mail of %s", row)
                                .isEqualToIgnoringCase(text(row, "email"));
                    }
                }
            }
            case "SKIPPED", "FAILED" ->
                softly.assertThat(text(row, "reason")).as("why %s", row).isNotBlank();
            default -> softly.assertThat(text(row, "state")).isEqualTo("PENDING");
        }
    }

    /** Nobody whom WorkOS knows by a sub of this migration is missing from its rows. */
    private void others(Map<String, JsonNode> bySub, Map<String, JsonNode> workos) {
        workos.forEach((workosId, user) -> {
            JsonNode row = bySub.get(text(user, "external_id"));
            if (row != null) {
                softly.assertThat(text(row, "workosUserId"))
                        .as("%s has %s", row, user)
                        .isEqualTo(workosId);
            }
        });
    }

    private void distinct(List<JsonNode> rows, Map<String, JsonNode> workos) {
        Set<String> emails = new HashSet<>();
        Set<String> externalIds = new HashSet<>();
        workos.values().forEach(user -> {
            softly.assertThat(emails.add(text(user, "email").toLowerCase(Locale.ROOT)))
                    .as("e-mail twice: %s", user)
                    .isTrue();
            String externalId = text(user, "external_id");
            softly.assertThat(externalId.isEmpty() || externalIds.add(externalId))
                    .as("external id twice: %s", user)
                    .isTrue();
        });
        Set<String> ids = new HashSet<>();
        rows.forEach(row -> softly.assertThat(text(row, "workosUserId").isEmpty() || ids.add(text(row, "workosUserId")))
                .as("WorkOS user of two rows: %s", row)
                .isTrue());
    }

    /** Who was to join an organization is a member there, or the row says why not. */
    private void memberships(JsonNode migration, List<JsonNode> rows) {
        if (!text(migration, "state").equals("COMPLETED")) {
            return;
        }
        counted(migration, rows);
        String organization = text(migration.path("options"), "organizationId");
        if (organization.isEmpty()) {
            return;
        }
        Map<String, String> members = sandbox.members(organization);
        rows.stream()
                .filter(row -> Set.of("IMPORTED", "LINKED").contains(text(row, "state")))
                .filter(row -> !members.containsKey(text(row, "workosUserId")))
                .forEach(row -> {
                    JsonNode place = portage.user(text(migration, "id"), text(row, "sub"))
                            .path("memberships")
                            .path(0);
                    softly.assertThat(text(place, "state"))
                            .as("membership of %s", row)
                            .isEqualTo("FAILED");
                    softly.assertThat(text(place, "reason"))
                            .as("why no membership of %s", row)
                            .isNotBlank();
                });
    }

    /** None is left pending, and those that are said to be assigned are those that WorkOS has. */
    private void counted(JsonNode migration, List<JsonNode> rows) {
        Set<String> organizations = new HashSet<>();
        organizations.add(text(migration.path("options"), "organizationId"));
        if (!migration.path("options").path("groups").isEmpty()) {
            portage.groups(text(migration, "id")).forEach(group -> organizations.add(text(group, "organizationId")));
        }
        organizations.remove("");
        Set<String> ours = new HashSet<>();
        rows.forEach(row -> ours.add(text(row, "workosUserId")));
        long inWorkOs = organizations.stream()
                .flatMap(organization -> sandbox.members(organization).keySet().stream())
                .filter(ours::contains)
                .count();
        JsonNode memberships = migration.path("memberships");
        softly.assertThat(memberships.path("pending").asInt(-1))
                .as("memberships pending")
                .isZero();
        softly.assertThat(memberships.path("assigned").asLong(-1))
                .as("memberships assigned")
                .isEqualTo(inWorkOs);
    }

    private static String text(JsonNode node, String field) {
        JsonNode value = node.path(field);
        return value.isNull() ? "" : value.asText();
    }
}
