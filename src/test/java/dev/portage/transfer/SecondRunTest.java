package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** A later run carries over what is new or has changed since, and touches nothing else. */
@QuarkusTest
class SecondRunTest extends MigrationTest {

    @Test
    void changesNothingWhereNothingHasChanged() {
        String source = pool("{\"users\":300}");
        String id = portage.importPool(source, "{}");
        JsonNode before = portage.show(id);
        var rows = portage.usersBySub(id);
        sandbox.resetCalls();

        JsonNode after = portage.importAll(id);

        assertThat(control.operations()).containsExactly("ListUsers");
        assertThat(control.calls("ListUsers")).isPositive();
        assertThat(after.path("users")).isEqualTo(before.path("users"));
        assertThat(after.path("startedAt")).isEqualTo(before.path("startedAt"));
        assertThat(portage.usersBySub(id)).isEqualTo(rows);
        JsonNode counts = portage.runs(id).getFirst().path("counts");
        counts.forEach(count -> assertThat(count.asInt()).as(counts.toString()).isZero());
    }

    @Test
    void carriesOverWhoIsNewOrHasChanged() {
        String pool = plainPool(70);
        String id = portage.importPool(pool, "{}");
        String changed = poolUsers(pool).get(3).sub();
        String disabled = poolUsers(pool).get(4).sub();
        control.changeUser(pool, changed, """
                {"attributes":{"email":"New.Address@example.com","given_name":"Renamed","custom:plan":"gold"}}""");
        control.changeUser(pool, disabled, "{\"enabled\":false}");
        String added = control.addUser(pool, """
                {"attributes":{"email":"latecomer@example.com","email_verified":"true"}}""");
        sandbox.resetCalls();

        JsonNode migration = portage.importAll(id);

        assertThat(control.calls("users.update")).isEqualTo(1);
        assertThat(control.calls("users.create")).isEqualTo(1);
        assertThat(control.writes()).isEqualTo(2);
        assertThat(inWorkOs(changed).email()).isEqualTo("new.address@example.com");
        assertThat(inWorkOs(changed).firstName()).isEqualTo("Renamed");
        assertThat(inWorkOs(changed).metadata()).containsEntry("plan", "gold");
        assertThat(inWorkOs(added).email()).isEqualTo("latecomer@example.com");
        assertThat(portage.user(id, disabled).path("state").asText()).isEqualTo("IMPORTED");
        assertThat(portage.user(id, disabled).path("plannedOutcome").asText()).isEqualTo("wouldSkip(disabled)");
        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(71);
        JsonNode counts = portage.runs(id).getFirst().path("counts");
        assertThat(counts.path("created").asInt()).isEqualTo(1);
        assertThat(counts.path("updated").asInt()).isEqualTo(1);
        assertThat(portage.user(id, changed).path("history").findValuesAsText("what"))
                .containsExactly("created", "updated");
    }

    @Test
    void carriesOverWhoCouldNotGoBefore() {
        String pool = plainPool(3);
        String disabled = poolUsers(pool).getFirst().sub();
        control.changeUser(pool, disabled, "{\"enabled\":false}");
        String id = portage.importPool(pool, "{}");
        assertThat(portage.user(id, disabled).path("reason").asText()).isEqualTo("disabled");

        control.changeUser(pool, disabled, "{\"enabled\":true}");
        JsonNode migration = portage.importAll(id);

        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(3);
        assertThat(migration.path("users").path("reasons").size()).isZero();
    }

    @Test
    void leavesWhoHasGoneOverWhenASharerOfTheAddressAppears() {
        String pool = plainPool(2);
        String first = poolUsers(pool).getFirst().sub();
        String email = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        String id = portage.importPool(pool, "{}");

        String twin = control.addUser(
                pool,
                "{\"attributes\":{\"email\":\"%s\",\"email_verified\":\"true\"}}"
                        .formatted(email.toUpperCase(Locale.ROOT)));
        sandbox.resetCalls();
        portage.importAll(id);

        assertThat(control.writes()).isZero();
        assertThat(portage.user(id, twin).path("reason").asText()).isEqualTo("duplicate-email");
        assertThat(portage.user(id, twin).path("mergedInto").asText()).isEqualTo(first);
        assertThat(portage.user(id, first).path("state").asText()).isEqualTo("IMPORTED");
    }

    @Test
    void marksWhoIsDisabledOrGoneSinceThoughItsLastUpdateFailed() {
        String pool = plainPool(3);
        String disabled = poolUsers(pool).get(0).sub();
        String gone = poolUsers(pool).get(1).sub();
        String id = portage.importPool(pool, "{}");
        for (String sub : List.of(disabled, gone)) {
            control.changeUser(pool, sub, "{\"attributes\":{\"given_name\":\"Changed\"}}");
        }
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"errorStatus\":422,\"operations\":[\"users.update\"]}]}");
        portage.importAll(id);
        assertThat(subs(id, "reason=rejected")).containsExactlyInAnyOrder(disabled, gone);
        sandbox.faults("{}");

        control.changeUser(pool, disabled, "{\"enabled\":false}");
        control.send("DELETE", "/sandbox/pools/" + pool + "/users/" + gone, "");
        JsonNode migration = portage.importAll(id);

        assertThat(migration.at("/users/reasons").toString()).isEqualTo("{\"disabled-since\":1,\"gone\":1}");
    }

    /** WorkOS has no disabled users, and nobody is deleted by a run: somebody has to decide, and is told of whom. */
    @Test
    void leavesWhoIsDisabledOrGoneSinceToAPersonsDecision() {
        String pool = plainPool(6);
        String disabled = poolUsers(pool).get(0).sub();
        PoolUser gone = poolUsers(pool).get(1);
        String id = portage.importPool(pool, "{}");
        control.changeUser(pool, disabled, "{\"enabled\":false}");
        control.send("DELETE", "/sandbox/pools/" + pool + "/users/" + gone.sub(), "");
        sandbox.resetCalls();

        JsonNode migration = portage.importAll(id);

        assertThat(control.writes()).isZero();
        assertThat(sandbox.workos().userCount()).isEqualTo(6);
        assertThat(migration.at("/users/imported").asInt()).isEqualTo(6);
        assertThat(migration.at("/users/reasons").toString()).isEqualTo("{\"disabled-since\":1,\"gone\":1}");
        assertThat(subs(id, "reason=disabled-since")).containsExactly(disabled);
        assertThat(subs(id, "state=IMPORTED&reason=gone")).containsExactly(gone.sub());
        assertThat(portage.user(id, gone.sub()).path("goneSince").isNull()).isFalse();
        assertThat(whatHappenedTo(id, gone.sub())).containsExactly("created", "gone");

        control.changeUser(pool, disabled, "{\"enabled\":true}");
        control.addUser(pool, """
                {"attributes":{"sub":"%s","email":"%s","email_verified":"true"}}""".formatted(gone.sub(), gone.attribute("email").orElseThrow()));
        migration = portage.importAll(id);

        assertThat(migration.at("/users/reasons")).isEmpty();
        assertThat(whatHappenedTo(id, disabled)).containsExactly("created", "disabled-since", "back-in-cognito");
        assertThat(portage.user(id, gone.sub()).path("goneSince").isNull()).isTrue();
        assertThat(control.calls("users.create")).isZero();
    }

    @Test
    void doesNotSendWhoIsGoneBeforeItsTurnCame() {
        String pool = plainPool(4);
        String id = portage.create(pool);
        portage.start(id, "{\"audience\":\"CANARY\",\"count\":1}");
        portage.awaitEnd(id);
        String gone = portage.users(id, "state=PENDING").getFirst().path("sub").asText();
        control.send("DELETE", "/sandbox/pools/" + pool + "/users/" + gone, "");

        JsonNode migration = portage.importAll(id);

        assertThat(migration.at("/users/discovered").asInt()).isEqualTo(4);
        assertThat(migration.at("/users/imported").asInt()).isEqualTo(3);
        assertThat(subs(id, "state=SKIPPED&reason=gone")).containsExactly(gone);
    }

    private List<String> subs(String id, String query) {
        return portage.users(id, query).stream()
                .map(user -> user.path("sub").asText())
                .toList();
    }

    private List<String> whatHappenedTo(String id, String sub) {
        return portage.user(id, sub).path("history").findValuesAsText("what");
    }
}
