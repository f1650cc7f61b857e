package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Two migrations that run at the same time share one budget: neither waits for the other to end. */
@QuarkusTest
class FairSharesTest extends MigrationTest {
    private static final int MANY = 600;
    private static final int FEW = 30;

    @Test
    void aSmallMigrationDoesNotWaitForALargeOneThatCameFirst() {
        // Thirty writes a second.
        portage.budget(300, 1_000_000, 1_000_000);
        String large = portage.create(plainPool(MANY));
        portage.start(large);
        portage.awaitThat(large, migration -> imported(migration) >= FEW);

        String small = portage.create(pool("{\"users\":%d,\"oddities\":false,\"seed\":9}".formatted(FEW)));
        portage.start(small);
        int before = imported(portage.show(large));
        JsonNode done = portage.awaitEnd(small);
        JsonNode meanwhile = portage.show(large);

        // One or two have the address of a user of the other pool.
        assertThat(done.path("state").asText()).as(done.toString()).isEqualTo("COMPLETED");
        assertThat(imported(done)).as(done.toString()).isGreaterThan(FEW / 2);
        assertThat(meanwhile.path("state").asText()).isEqualTo("IMPORTING");
        assertThat(imported(meanwhile))
                .as("of the large one, which has had its share")
                .isBetween(before + FEW / 3, MANY / 2);

        portage.budget(1_000_000, 1_000_000, 1_000_000);
        JsonNode end = portage.awaitEnd(large);
        assertThat(end.path("state").asText()).as(end.toString()).isEqualTo("COMPLETED");
        assertThat(end.at("/users/pending").asInt()).isZero();
    }

    private static int imported(JsonNode migration) {
        return migration.at("/users/imported").asInt();
    }
}
