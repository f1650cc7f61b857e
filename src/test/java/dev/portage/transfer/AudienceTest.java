package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** A run is for everybody, for a few to try it with, or for people who are named. */
@QuarkusTest
class AudienceTest extends MigrationTest {

    @Test
    void aCanaryTakesAFewAndTheRestGoesLater() {
        String pool = pool("{\"users\":300}");
        String id = portage.create(pool);
        portage.start(id, "{\"audience\":\"CANARY\",\"count\":3}");
        JsonNode migration = portage.awaitEnd(id);

        assertThat(migration.path("state").asText()).isEqualTo("CREATED");
        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(3);
        assertThat(migration.path("users").path("discovered").asInt()).isEqualTo(300);
        assertThat(control.calls("users.create")).isEqualTo(3);
        portage.users(id, "state=IMPORTED").forEach(user -> {
            JsonNode whole = portage.user(id, user.path("sub").asText());
            assertThat(whole.path("status").asText()).isEqualTo("CONFIRMED");
            assertThat(whole.path("enabled").asBoolean()).isTrue();
        });

        migration = portage.importAll(id);
        assertThat(migration.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(migration.path("users").path("pending").asInt()).isZero();
    }

    @Test
    void namedPeopleGoWhateverTheCaseOfTheirAddresses() {
        String pool = plainPool(20);
        String id = portage.create(pool);
        String one = poolUsers(pool).get(5).attribute("email").orElseThrow();
        String other = poolUsers(pool).get(7).attribute("email").orElseThrow();
        portage.start(
                id,
                "{\"audience\":\"EMAILS\",\"emails\":[\"%s\",\" %s\",\"nobody@example.com\"]}"
                        .formatted(one.toUpperCase(Locale.ROOT), other));
        JsonNode migration = portage.awaitEnd(id);

        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(2);
        assertThat(sandbox.workos().userByEmail(one)).isPresent();
        assertThat(sandbox.workos().userByEmail(other)).isPresent();
    }

    @Test
    void aRunThatIsUnderWayIsAnsweredInsteadOfAnother() {
        String pool = plainPool(100);
        sandbox.faults("{\"workos\":[{\"latencyMillis\":300}]}");
        String id = portage.create(pool);
        JsonNode first = portage.start(id);
        Response again = portage.post("/migrations/" + id + "/imports");

        assertThat(again.statusCode()).isEqualTo(200);
        assertThat(Portage.json(again).path("id")).isEqualTo(first.path("id"));
        sandbox.faults("{}");
        portage.awaitEnd(id);
        assertThat(portage.runs(id)).hasSize(1);
    }

    /** As when a CronJob, an operator and the replicas behind them all ask in the same moment: runs never overlap. */
    @Test
    void ofManyCallsAtOnceOneStartsARunAndTheOthersAreAnsweredWithIt() throws Exception {
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":300}]}");
        String id = portage.create(plainPool(100));
        List<Response> answers = new ArrayList<>();
        try (ExecutorService callers = Executors.newFixedThreadPool(8)) {
            Callable<Response> call = () -> portage.post("/migrations/" + id + "/imports");
            for (Future<Response> answer : callers.invokeAll(Collections.nCopies(8, call))) {
                answers.add(answer.get());
            }
        }

        assertThat(answers).extracting(Response::statusCode).containsOnly(200, 202);
        assertThat(answers)
                .filteredOn(answer -> answer.statusCode() == 202)
                .as("runs that were started")
                .hasSize(1);
        assertThat(answers.stream().map(answer -> Portage.json(answer).path("id")))
                .as("the same run")
                .containsOnly(Portage.json(answers.getFirst()).path("id"));
        sandbox.faults("{}");
        portage.awaitEnd(id);
        assertThat(portage.runs(id)).hasSize(1);
    }

    @Test
    void everyRunIsListedWithWhatItDid() {
        String pool = plainPool(20);
        String id = portage.create(pool);
        portage.start(id, "{\"audience\":\"CANARY\",\"count\":4}");
        portage.awaitEnd(id);
        portage.start(id, "{\"audience\":\"ALL\"}");
        portage.awaitEnd(id);

        List<JsonNode> runs = portage.runs(id);
        assertThat(runs).extracting(run -> run.path("audience").asText()).containsExactly("ALL", "CANARY");
        assertThat(runs).extracting(run -> run.path("state").asText()).containsOnly("COMPLETED");
        assertThat(runs)
                .extracting(run -> run.path("counts").path("created").asInt())
                .containsExactly(16, 4);
        assertThat(runs.getLast().path("count").asInt()).isEqualTo(4);
        runs.forEach(run -> {
            assertThat(run.path("startedAt").asText()).isNotEmpty();
            assertThat(run.path("finishedAt").asText())
                    .isGreaterThan(run.path("startedAt").asText());
            assertThat(run.path("lastError").isNull()).isTrue();
        });
        JsonNode page = Portage.json(portage.get("/migrations/" + id + "/runs?limit=1"));
        JsonNode next = Portage.json(portage.get(
                "/migrations/" + id + "/runs?limit=1&after=" + page.path("next").asText()));
        assertThat(next.path("items").path(0)).isEqualTo(runs.getLast());
        assertThat(next.path("next").isNull()).isTrue();
    }

    @Test
    void aMigrationCanStartAsItIsCreated() {
        String pool = plainPool(5);
        Response created = portage.send("POST", "/migrations", """
                {"name":"at once","source":{"type":"user-pool","userPoolId":"%s","region":"us-east-1"},"start":true}""".formatted(pool));
        assertThat(created.statusCode()).isEqualTo(201);
        String id = Portage.json(created).path("id").asText();
        assertThat(created.header("Location")).endsWith("/migrations/" + id);
        assertThat(portage.awaitEnd(id).path("users").path("imported").asInt()).isEqualTo(5);
    }
}
