package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.Contract;
import dev.portage.testing.Fuzz;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * Calls made up from the OpenAPI document, good ones and bad. None is answered with a failure of the service, or in a way
 * that is not documented, which {@code HeldToContract} sees to. {@code -Dportage.fuzz.seed=} tries others.
 */
@QuarkusTest
class FuzzTest extends MigrationTest {
    private static final int ROUNDS = 12;
    private static final long SEED = Long.getLong("portage.fuzz.seed", 20261129);
    /** What others do not have, or can not be asked for with what was made up: no failure of ours. */
    private static final Set<String> OTHERS_SAY_SO =
            Set.of("cognito-refused", "cognito-unavailable", "cognito-throttled", "sign-in-unavailable");

    @Test
    void nothingThatIsSentMakesTheServiceFail() {
        Contract contract = Contract.of(service);
        String pool = pool("{\"users\":60,\"seed\":11}");
        String id = portage.importPool(pool, "{}");
        String sub = portage.users(id, "state=IMPORTED").getFirst().path("sub").asText();
        Fuzz fuzz = new Fuzz(
                contract,
                SEED,
                Map.of(
                        "id", List.of(id, portage.createForDump("{}"), "0198f0e2-0000-7000-8000-000000000000"),
                        "sub", List.of(sub),
                        "workosUserId", List.of(inWorkOs(sub).id())));
        List<Contract.Operation> operations = new ArrayList<>(contract.operations());
        // Its answer has no end.
        operations.removeIf(operation -> operation.id().equals("streamMigration"));
        Random random = new Random(SEED);
        for (int round = 0; round < ROUNDS; round++) {
            Collections.shuffle(operations, random);
            for (Contract.Operation operation : operations) {
                send(operation, fuzz.call(contract, operation));
            }
        }
    }

    private void send(Contract.Operation operation, Fuzz.Call call) {
        RequestSpecification request = portage.request();
        if (call.accept() != null) {
            request.header("Accept", call.accept());
        }
        if (call.contentType() != null) {
            request.header("Content-Type", call.contentType());
        }
        if (call.body() != null) {
            request.body(call.body().getBytes(StandardCharsets.UTF_8));
        }
        Response response = request.request(call.method(), call.url());
        boolean well = response.statusCode() < 500
                || OTHERS_SAY_SO.contains(response.jsonPath().getString("type"));
        assertThat(well)
                .as(
                        "seed %d, %s: %s answered %d %s",
                        SEED, operation.id(), call, response.statusCode(), response.asString())
                .isTrue();
        if (operation.id().equals("changeRateBudget")) {
            portage.budget(1_000_000, 1_000_000, 1_000_000);
        }
    }
}
