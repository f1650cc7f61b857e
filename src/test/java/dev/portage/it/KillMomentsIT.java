package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9} at each moment in the life of a call; that the moment was met is looked up once the service is dead. */
class KillMomentsIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int IN_FLIGHT = 20;

    @RegisterExtension
    final Scene scene = new Scene();

    private ServiceProcess service;
    private String migration;

    @BeforeEach
    void takeOverSoon() {
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
        scene.liftLimits(1500);
    }

    private void importing(int users) {
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(users));
        scene.everybodyJoins();
        service = scene.startQuick();
        migration = scene.api().importPool(Scene.POOL);
    }

    /** At four calls a second a job is nearly always claimed, and waits for its slot. */
    @Test
    void betweenClaimAndCall() throws SQLException {
        scene.set("PORTAGE_WORKOS_WRITES_PER_10S", 40);
        importing(60);
        int tries = 0;
        do {
            int before = inWorkOs();
            scene.awaitUsers(before + 3, SOON);
            Scene.await("a claim", SOON, () -> claimed() > unrecorded());
            service.kill();
            tries++;
            if (claimed() <= unrecorded()) {
                service = scene.startQuick();
            }
        } while (claimed() <= unrecorded() && tries < 10);
        assertThat(claimed()).as("claimed, of which the calls had gone out").isGreaterThan(unrecorded());

        scene.set("PORTAGE_WORKOS_WRITES_PER_10S", 1500);
        scene.startQuick();
        goesOn(60);
    }

    @Test
    void betweenCallAndAnswer() throws SQLException {
        hangingCreates("{\"workos\":{\"hang\":1,\"hangSeconds\":10,\"operations\":[\"users.create\"]}}");
        Scene.await("calls that are done and not answered", SOON, () -> inWorkOs() >= IN_FLIGHT);
        service.kill();
        assertThat(unrecorded()).as("in WorkOS, and unknown here").isGreaterThanOrEqualTo(IN_FLIGHT);

        scene.sandbox().faults("{}");
        scene.startQuick();
        goesOn(300);
        assertThat(scene.lostAnswers()).isGreaterThanOrEqualTo(IN_FLIGHT);
    }

    private void hangingCreates(String faults) {
        scene.sandbox().faults(faults);
        importing(300);
    }

    /** The answers are here, and the rows are held, so that nobody can write them down. */
    @Test
    void betweenAnswerAndCommit() throws SQLException {
        importing(300);
        scene.awaitUsers(50, SOON);
        try (Connection other = scene.database().getConnection();
                Statement statement = other.createStatement()) {
            other.setAutoCommit(false);
            statement.execute("lock table source_user in share mode");
            int recorded = recorded();
            Scene.await("answers that can't be written", SOON, () -> answered() >= recorded + IN_FLIGHT);
            service.kill();
            other.rollback();
        }
        assertThat(answered() - recorded()).as("answered, and unknown here").isGreaterThanOrEqualTo(IN_FLIGHT);

        scene.startQuick();
        goesOn(300);
        assertThat(scene.lostAnswers()).isGreaterThanOrEqualTo(IN_FLIGHT);
    }

    private void goesOn(int users) {
        JsonNode done = scene.awaitCompleted(migration, SOON);
        assertThat(done.at("/users/imported").asInt()).as(done.toString()).isEqualTo(users);
        assertThat(done.at("/memberships/assigned").asInt()).as(done.toString()).isEqualTo(users);
        scene.assertNobodyIsLost(migration);
    }

    private int claimed() throws SQLException {
        return count("job where state = 'LEASED' and kind = 'import'");
    }

    private int recorded() throws SQLException {
        return count("source_user where state = 'IMPORTED'");
    }

    /** Users who are in WorkOS, as nobody here knows. */
    private int unrecorded() throws SQLException {
        return inWorkOs() - recorded();
    }

    private int inWorkOs() {
        return scene.sandbox().workos().userCount();
    }

    private int answered() {
        return scene.sandbox()
                .calls()
                .at("/operations/users.create/byStatus/201")
                .asInt();
    }

    private int count(String what) throws SQLException {
        return Integer.parseInt(scene.query("select count(*) from " + what));
    }
}
