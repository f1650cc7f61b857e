package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.SandboxTest;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConcurrencyTest extends SandboxTest {

    private static final int CALLS = 700;

    /** Creates users in parallel and answers the statuses; {@code people} is how many different ones there are. */
    private List<Integer> create(int people) {
        try (ExecutorService threads = Executors.newFixedThreadPool(16)) {
            List<Future<Integer>> answers = IntStream.range(0, CALLS)
                    .mapToObj(i -> threads.submit(() -> createOne("u" + i % people + "@example.com")))
                    .toList();
            threads.close();
            return answers.stream().map(Future::resultNow).toList();
        }
    }

    private int createOne(String email) {
        return SdkClients.http(
                        sandbox,
                        "POST",
                        "/user_management/users",
                        "{\"email\":\"" + email + "\"}",
                        "Authorization",
                        "Bearer " + Sandbox.API_KEY)
                .statusCode();
    }

    @Test
    void exactlyTheLimitIsAdmitted() {
        sandbox.limits("{\"workos.writes\": {\"limit\": 500, \"seconds\": 1000}}");

        List<Integer> statuses = create(CALLS);

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(500);
        assertThat(statuses).filteredOn(status -> status == 429).hasSize(CALLS - 500);
        JsonNode calls = sandbox.calls();
        assertThat(calls.at("/scopes/workos.writes/worst").asInt()).isEqualTo(CALLS);
        assertThat(calls.at("/operations/users.create/count").asInt()).isEqualTo(CALLS);
    }

    @Test
    void oneUserIsMadeForEachEmail() {
        sandbox.limits("{\"all\": \"unlimited\"}");

        List<Integer> statuses = create(100);

        assertThat(statuses).filteredOn(status -> status == 201).hasSize(100);
        assertThat(sandbox.workos().userCount()).isEqualTo(100);
        assertThat(sandbox.calls().at("/creates/repeated").asInt()).isEqualTo(100);
    }
}
