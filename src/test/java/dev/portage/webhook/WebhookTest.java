package dev.portage.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Receiver;
import dev.portage.testing.Receiver.Post;
import dev.portage.testing.ShortPatience;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operator's endpoint hears what becomes of a migration, whatever it answers in between. */
@QuarkusTest
@TestProfile(ShortPatience.class)
class WebhookTest extends MigrationTest {
    private Receiver receiver;

    @BeforeEach
    void listen() {
        receiver = new Receiver(ShortPatience.port());
    }

    @AfterEach
    void stopListening() {
        receiver.close();
    }

    @Test
    void hearsThatAMigrationIsCompleted() {
        String pool = pool("{\"users\":30,\"seed\":4,\"oddities\":true}");
        String id = portage.importPool(pool, "{}");
        Post post = receiver.awaitPost(1);
        JsonNode told = post.json();
        assertThat(told.path("event").asText()).isEqualTo("migration.completed");
        assertThat(told.path("id").asText()).isEqualTo(post.delivery());
        assertThat(told.at("/migration/id").asText()).isEqualTo(id);
        assertThat(told.at("/migration/state").asText()).isEqualTo("COMPLETED");
        JsonNode shown = portage.show(id).path("users");
        for (String count : List.of("discovered", "pending", "imported", "linked", "skipped", "failed")) {
            assertThat(told.at("/migration/users/" + count).asLong())
                    .as(count)
                    .isEqualTo(shown.path(count).asLong());
        }
        assertThat(post.isSignedWith(ShortPatience.WEBHOOK_SECRET)).isTrue();
        assertThat(post.isSignedWith("another-secret-12345")).isFalse();
        assertThat(portage.users(id))
                .hasSizeGreaterThan(20)
                .allSatisfy(user -> assertThat(post.text())
                        .doesNotContain(user.path("sub").asText())
                        .doesNotContain(user.path("username").asText()));
        assertThat(post.text()).doesNotContain("@");
    }

    @Test
    void isToldAgainUntilItTakesIt() {
        receiver.answerNext(500).answerNext(503).loseNextAnswer();
        String id = portage.importPool(plainPool(3), "{}");
        Post last = receiver.awaitPost(4);
        assertThat(receiver.posts()).allSatisfy(post -> {
            assertThat(post.delivery()).isEqualTo(last.delivery());
            assertThat(post.body()).isEqualTo(last.body());
            assertThat(post.isSignedWith(ShortPatience.WEBHOOK_SECRET)).isTrue();
        });
        // What came after shows that what was taken is not posted again.
        portage.importAll(id);
        assertThat(receiver.awaitPost(5).delivery()).isNotEqualTo(last.delivery());
    }

    @Test
    void hearsThatARunHasPausedItself() {
        String id = portage.create(plainPool(5));
        sandbox.faults("{\"workos\":[{\"unauthorized\":true,\"operations\":[\"users.create\"]}]}");
        portage.start(id);
        JsonNode told = receiver.awaitPost(1).json();
        assertThat(told.path("event").asText()).isEqualTo("migration.paused");
        assertThat(told.at("/migration/reason").asText())
                .isEqualTo(portage.show(id).path("lastError").asText())
                .contains("WORKOS_API_KEY");
        JsonNode summary = summary(id);
        assertThat(summary.path("ok").asBoolean()).isFalse();
        assertThat(summary.path("problem").asText()).contains("WORKOS_API_KEY");
        sandbox.faults("{}");
    }

    @Test
    void isNotToldOfWhatAnOperatorDid() {
        String id = portage.create(plainPool(200));
        portage.budget(50, 100, 600);
        portage.start(id);
        portage.awaitState(id, "IMPORTING");
        portage.pause(id);
        portage.resume(id);
        portage.budget(1_000_000, 1_000_000, 1_000_000);
        portage.awaitEnd(id);
        assertThat(receiver.awaitPost(1).json().path("event").asText()).isEqualTo("migration.completed");
    }

    @Test
    void hearsThatARunHasFailed() {
        String id = portage.create("us-east-1_NoSuchPool");
        portage.start(id);
        JsonNode told = receiver.awaitPost(1).json();
        assertThat(told.path("event").asText()).isEqualTo("migration.failed");
        assertThat(told.at("/migration/reason").asText())
                .isEqualTo(portage.show(id).path("lastError").asText())
                .isNotBlank();
        assertThat(summary(id).path("message").asText()).isEqualTo("failed");
    }

    @Test
    void hearsOnceThatARunIsStalledAndThenThatItIsCompleted() {
        String id = portage.create(plainPool(5));
        // Fewer calls than would open the circuit, each answered late.
        sandbox.faults("{\"workos\":[{\"hang\":1,\"hangSeconds\":9,\"operations\":[\"users.create\"],\"count\":5}]}");
        portage.start(id);
        JsonNode stalled = receiver.awaitPost(1).json();
        assertThat(stalled.path("event").asText()).isEqualTo("migration.stalled");
        assertThat(stalled.at("/migration/reason").asText()).startsWith("Nothing has got on since ");
        assertThat(portage.show(id).path("stalledSince").isNull()).isFalse();
        assertThat(summary(id).path("message").asText()).isEqualTo("stalled");
        assertThat(summary(id).path("ok").asBoolean()).isFalse();

        assertThat(receiver.awaitPost(2).json().path("event").asText()).isEqualTo("migration.completed");
        assertThat(portage.show(id).path("stalledSince").isNull()).isTrue();
        assertThat(summary(id).path("ok").asBoolean()).isTrue();
    }

    @Test
    void nothingIsLeftOfWhatWasTold() {
        portage.importAll(portage.importPool(plainPool(3), "{}"));
        receiver.awaitPost(2);
        Set<String> ids = receiver.posts().stream().map(Post::delivery).collect(Collectors.toSet());
        assertThat(ids).hasSize(2);
        await().until(() -> waiting() == 0);
    }

    private JsonNode summary(String id) {
        return dev.portage.testing.Portage.json(portage.as(token("viewer")).get("/migrations/" + id + "/summary"));
    }

    private long waiting() throws SQLException {
        try (var connection = database.getConnection();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("select count(*) from webhook_notice")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
