package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.SQLException;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Personal data can be erased here; what was counted and who did it stays. */
@QuarkusTest
class ErasureTest extends MigrationTest {

    @Test
    void leavesCountsAndTheAuditTrailAndNothingElse() throws SQLException {
        String organization = control.createOrganization("Acme");
        String pool = plainPool(40);
        PoolUser person = poolUsers(pool).get(3);
        control.changeUser(pool, person.sub(), """
                {"attributes":{"email":"Zaphod.Beeblebrox@example.com","given_name":"Zaphod","custom:note":"two-heads"}}""");
        // Everybody's address and names have a word in them that is nowhere else, so that each of them is searched for.
        poolUsers(pool).stream()
                .filter(user -> !user.sub().equals(person.sub()))
                .forEach(user -> control.changeUser(pool, user.sub(), """
                        {"attributes":{"email":"zaphod.%s@example.com","given_name":"Zaphod","family_name":"Beeblebrox"}}""".formatted(user.sub())));
        String id = portage.create(pool, "{\"organizationId\":\"%s\"}".formatted(organization));
        portage.start(id, "{\"audience\":\"EMAILS\",\"emails\":[\"zaphod.beeblebrox@example.com\"]}");
        portage.awaitEnd(id);
        portage.importAll(id);
        String workosId = inWorkOs(person.sub()).id();
        String mails = "{\"audience\":\"EMAILS\",\"emails\":[\"zaphod.beeblebrox@example.com\"]}";
        portage.awaitMailed(id, portage.mail(id, mails));
        control.mails().forEach(control::follow);
        portage.awaitThat(id, shown -> shown.at("/passwordResets/completed").asInt() == 1);
        portage.verify(id, "{\"testEmail\":\"zaphod.beeblebrox@example.com\"}");
        portage.send(
                "PUT",
                "/migrations/" + id + "/verification/mails-arrive",
                "{\"passed\":true,\"evidence\":\"Zaphod has it\",\"by\":\"Zaphod Beeblebrox\"}");
        JsonNode before = portage.show(id);
        DatabaseText text = new DatabaseText(database);
        assertThat(text.columnsThatHold("zaphod")).isNotEmpty();

        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);

        for (String trace : new String[] {"zaphod", "beeblebrox", "two-heads", workosId, person.username()}) {
            assertThat(text.columnsThatHold(trace.toLowerCase(Locale.ROOT)))
                    .as(trace)
                    .isEmpty();
        }
        JsonNode after = portage.show(id);
        assertThat(after.path("users")).isEqualTo(before.path("users"));
        assertThat(after.path("memberships")).isEqualTo(before.path("memberships"));
        assertThat(after.path("passwordResets")).isEqualTo(before.path("passwordResets"));
        assertThat(after.path("erasedAt").isNull()).isFalse();
        assertThat(portage.runs(id)).hasSize(2);
        assertThat(portage.users(id)).isEmpty();
        assertThat(portage.get("/users/" + workosId + "/attributes").statusCode())
                .isEqualTo(404);
        assertThat(portage.get("/audit").jsonPath().getList("items.path", String.class))
                .contains("/migrations/" + id, "/migrations/" + id + "/imports");
        // In WorkOS they stay.
        assertThat(sandbox.workos().userCount()).isEqualTo(40);
    }

    @Test
    void canBeRepeatedAndEndsTheMigration() {
        String id = portage.importPool(plainPool(2), "{}");
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
        BadRequestsTest.check(
                portage.post("/migrations/" + id + "/imports"), 409, "migration-erased", "create another");
        BadRequestsTest.check(portage.post("/migrations/" + id + "/retry"), 409, "migration-erased", "create another");
        BadRequestsTest.check(
                portage.send("PATCH", "/migrations/" + id, "{\"name\":\"x\"}"),
                409,
                "migration-erased",
                "create another");
    }

    @Test
    void isRefusedWhileARunIsUnderWay() {
        sandbox.faults("{\"workos\":[{\"latencyMillis\":200}]}");
        String id = portage.create(plainPool(60));
        portage.start(id);
        BadRequestsTest.check(portage.delete("/migrations/" + id), 409, "illegal-state", "cancel it first");
        portage.pause(id);
        BadRequestsTest.check(portage.delete("/migrations/" + id), 409, "illegal-state", "cancel it first");
        sandbox.faults("{}");
        portage.cancel(id);
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
    }
}
