package dev.portage.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Members of a group and accounts of WorkOS are read on while a step is being recorded, and no page is read twice. */
@QuarkusTest
class ListingsTest extends MigrationTest {
    /** More than can be read in the half of a second that a step takes. */
    private static final int MORE_THAN_A_STEP = 7;

    /** Keeps the run's first step of this kind from being recorded until enough has been read ahead. */
    private void readsOn(String id, String operation) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            await().atMost(Duration.ofMinutes(1)).until(() -> control.calls(operation) > 0);
            connection.setAutoCommit(false);
            statement.executeQuery("select id from run where migration_id = '" + id + "' for update");
            await().until(() -> control.calls(operation) >= MORE_THAN_A_STEP);
            connection.rollback();
        }
    }

    @Test
    void theMembersOfAGroup() throws SQLException {
        String pool = pool("{\"users\":600,\"oddities\":false,\"groups\":false,\"providers\":false}");
        control.makeGroup(pool, "everybody", 1, control.subs(pool));
        control.makeGroup(pool, "first", 2, control.subs(pool).subList(0, 1));
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":100}]}");
        String id = portage.create(pool);
        portage.assess(id);
        readsOn(id, "ListUsersInGroup");

        JsonNode groups = portage.awaitAssessed(id).path("groups");
        assertThat(groups.findValuesAsText("name")).containsExactly("everybody", "first");
        assertThat(groups.findValuesAsText("members")).containsExactly("600", "1");
        assertThat(control.calls("ListUsersInGroup")).isEqualTo(11);
    }

    @Test
    void theAccountsOfWorkOs() throws SQLException {
        String pool = plainPool(1);
        String email = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        for (int i = 0; i < 799; i++) {
            control.createInWorkOs("{\"email\":\"account%d@example.org\"}".formatted(i));
        }
        control.createInWorkOs("{\"email\":\"%s\"}".formatted(email));
        sandbox.resetCalls();
        sandbox.faults("{\"workos\":[{\"latencyMillis\":100}]}");
        String id = portage.create(pool);
        portage.assess(id);
        readsOn(id, "users.list");

        assertThat(portage.awaitAssessed(id).path("plan").path("wouldLink").asInt())
                .as("the last of all accounts")
                .isEqualTo(1);
        assertThat(control.calls("users.list")).isEqualTo(8);
    }
}
