package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.InProcess;
import dev.portage.testing.MigrationTest;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What is locked is as the one who had the lock before has left it, even where it was read before. */
@QuarkusTest
@InProcess("holds a transaction open while another one commits")
class LocksTest extends MigrationTest {

    @Inject
    Migrations migrations;

    @Inject
    Runs runs;

    @Test
    void aPauseThatComesBetweenIsSeenAndStays() {
        String id = beingRead();
        UUID key = UUID.fromString(id);

        QuarkusTransaction.requiringNew().run(() -> {
            assertThat(migrations.get(key).state()).isEqualTo(MigrationState.DISCOVERING);
            portage.pause(id);

            Migration locked = migrations.lock(key);
            assertThat(locked.state()).isEqualTo(MigrationState.PAUSED);
            locked.noteError("something");
        });

        assertThat(portage.show(id).path("state").asText()).isEqualTo("PAUSED");
        assertThat(portage.show(id).path("lastError").asText()).isEqualTo("something");
    }

    @Test
    void aRunThatIsCancelledBetweenIsSeenToBe() {
        String id = beingRead();
        UUID key = UUID.fromString(id);

        QuarkusTransaction.requiringNew().run(() -> {
            Run run = runs.running(key).orElseThrow();
            portage.post("/migrations/" + id + "/cancel");

            assertThat(runs.lock(run.id()).orElseThrow().state()).isEqualTo(Run.State.CANCELLED);
        });
    }

    @Test
    void whatTheTransactionItselfHasChangedStays() {
        UUID key = UUID.fromString(portage.create(plainPool(5)));

        QuarkusTransaction.requiringNew().run(() -> {
            migrations.get(key).rename("Another");
            assertThat(migrations.lock(key).name()).isEqualTo("Another");
            migrations.lock(key).noteError("something");
            assertThat(migrations.lock(key).lastError()).isEqualTo("something");
        });

        assertThat(portage.show(key.toString()).path("name").asText()).isEqualTo("Another");
    }

    private String beingRead() {
        sandbox.faults("{\"cognito\":{\"latencyMillis\":2000}}");
        String id = portage.create(plainPool(5));
        portage.start(id);
        return id;
    }
}
