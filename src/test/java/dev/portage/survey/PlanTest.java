package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Oddities;
import dev.portage.sandbox.Oddity;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is planned is what an import does, user by user, in a pool with every oddity and a WorkOS that is not empty. */
@QuarkusTest
class PlanTest extends MigrationTest {
    private String pool;
    private List<PoolUser> users;

    @BeforeEach
    void everyOddityAndAccountsInTheWay() {
        pool = pool("{\"users\":1000}");
        users = poolUsers(pool);
        List<PoolUser> plain = of(Oddity.NONE);
        account(plain.get(0), null);
        account(plain.get(1), null);
        account(plain.get(2), "\"somebody-else\"");
        account(plain.get(3), "\"" + plain.get(3).sub() + "\"");
        account(of(Oddity.UNVERIFIED).getFirst(), null);
        account(of(Oddity.DISABLED).getFirst(), null);
        control.createInWorkOs("{\"email\":\"nobody-here-knows@example.org\"}");
        sandbox.resetCalls();
    }

    private void account(PoolUser user, String externalId) {
        String email = user.attribute("email").orElseThrow();
        control.createInWorkOs("{\"email\":\"%s\",\"external_id\":%s}"
                .formatted(Character.toUpperCase(email.charAt(0)) + email.substring(1), externalId));
    }

    private List<PoolUser> of(Oddity oddity) {
        List<PoolUser> found = new ArrayList<>();
        for (int i = 0; i < users.size(); i++) {
            if (Oddities.of(i) == oddity) {
                found.add(users.get(i));
            }
        }
        return found;
    }

    private Map<String, String> planned(String id) {
        Map<String, String> planned = new HashMap<>();
        portage.users(id)
                .forEach(user -> planned.put(
                        user.path("sub").asText(), user.path("plannedOutcome").asText()));
        return planned;
    }

    /** What the import has made of the user, in the words of the plan. */
    private static Set<String> ways(JsonNode user) {
        String reason = user.path("reason").asText();
        return switch (user.path("state").asText()) {
            case "IMPORTED" -> Set.of("wouldImport");
            case "LINKED" -> Set.of("wouldLink", "wouldUpdate");
            case "SKIPPED", "FAILED" -> Set.of("wouldSkip(" + reason + ")");
            default -> Set.of();
        };
    }

    private void importAndCompare(String id, Map<String, String> planned) {
        portage.importAll(id);
        List<JsonNode> imported = portage.users(id);
        assertThat(imported)
                .hasSize(1000)
                .allSatisfy(user -> assertThat(ways(user))
                        .as(user.toString())
                        .contains(planned.get(user.path("sub").asText())));
    }

    private static long number(Map<String, String> planned, String outcome) {
        return planned.values().stream().filter(outcome::equals).count();
    }

    @Test
    void anImportDoesWhatWasPlanned() {
        String id = portage.create(pool);
        portage.assess(id);
        JsonNode plan = portage.awaitAssessed(id).path("plan");
        Map<String, String> planned = planned(id);

        assertThat(control.writes()).isZero();
        assertThat(planned).hasSize(1000);
        assertThat(new HashSet<>(planned.values()))
                .contains(
                        "wouldImport",
                        "wouldLink",
                        "wouldSkip(no-email)",
                        "wouldSkip(invalid-email)",
                        "wouldSkip(duplicate-email)",
                        "wouldSkip(disabled)",
                        "wouldSkip(status-excluded)",
                        "wouldSkip(external-id-taken)",
                        "wouldSkip(email-taken-unverified)");
        assertThat(plan.path("wouldImport").asLong()).isEqualTo(number(planned, "wouldImport"));
        assertThat(plan.path("wouldLink").asLong()).isEqualTo(3);
        plan.path("wouldSkip")
                .properties()
                .forEach(skipped -> assertThat(skipped.getValue().asLong())
                        .isEqualTo(number(planned, "wouldSkip(" + skipped.getKey() + ")")));
        assertThat(portage.users(id, "plannedOutcome=wouldLink")).hasSize(3);
        assertThat(portage.request()
                        .accept("text/csv")
                        .get("/migrations/" + id + "/users")
                        .asString()
                        .lines()
                        .filter(line -> line.contains("wouldSkip(no-email)")))
                .hasSize(10);

        importAndCompare(id, planned);

        portage.assess(id);
        JsonNode again = portage.awaitAssessed(id).path("plan");
        assertThat(again.path("wouldImport").asLong()).isZero();
        assertThat(again.path("wouldSkip").path("unchanged").asLong()).isEqualTo(number(planned, "wouldImport") + 3);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("COMPLETED");
    }

    @Test
    void otherOptionsMakeAnotherPlanWithoutReadingAnew() {
        String id = portage.create(pool);
        portage.assess(id);
        portage.awaitAssessed(id);
        Map<String, String> before = planned(id);
        sandbox.resetCalls();

        portage.patch(id, "{\"options\":{\"existingUsers\":\"UPDATE\",\"disabledUsers\":\"IMPORT\"}}");
        portage.patch(id, """
                {"options":{"existingUsers":"SKIP","includeStatuses":["ARCHIVED"],"duplicateEmails":"SKIP_ALL"}}""");
        JsonNode skipping = portage.awaitAssessed(id);
        assertThat(skipping.path("outdated").asBoolean()).isFalse();
        assertThat(skipping.path("plan").path("wouldSkip").path("email-taken").asInt())
                .isEqualTo(5);
        assertThat(skipping.path("plan").path("wouldSkip").has("disabled")).isFalse();

        portage.patch(id, "{\"options\":{\"existingUsers\":\"UPDATE\"}}");
        JsonNode assessed = portage.awaitAssessed(id);
        Map<String, String> planned = planned(id);
        assertThat(control.calls("ListUsers")).isZero();
        assertThat(control.calls("users.list")).isZero();
        assertThat(planned).isNotEqualTo(before);
        assertThat(assessed.path("plan").path("wouldUpdate").asLong())
                .isEqualTo(number(planned, "wouldUpdate"))
                .isEqualTo(4);
        assertThat(assessed.path("groups")).as("groups are as they were read").isNotEmpty();

        // Whatever is started next takes the place of a planning that is under way.
        portage.patch(id, "{\"options\":{\"existingUsers\":\"LINK\"}}");
        portage.patch(id, "{\"options\":{\"existingUsers\":\"UPDATE\"}}");
        importAndCompare(id, planned);
    }
}
