package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.SandboxHttp;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9} in the midst of an assessment: another replica goes on, and finds what it would have found anyway. */
class AssessmentKillIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final String UNDISTURBED = "us-east-1_Undisturbed";
    private static final int IN_WORKOS = 450;

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeEach
    void takeOverSoon() {
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
        scene.set("PORTAGE_COGNITO_DESCRIPTIONS_PER_SECOND", 100);
    }

    @Test
    void isTakenOverAndFindsTheSame() throws Exception {
        Random random = new Random(20260601);
        scene.liftLimits(2000);
        String twins = "{\"users\":5000,\"seed\":9}";
        scene.sandbox().pool(Scene.POOL, twins);
        scene.sandbox().pool(UNDISTURBED, twins);
        accountsInTheWay();
        ServiceProcess service = scene.startQuick();
        JsonNode undisturbed = awaitReady(assess(UNDISTURBED));

        scene.sandbox().resetCalls();
        scene.sandbox().faults("{\"cognito\":{\"latencyMillis\":20},\"workos\":{\"latencyMillis\":200}}");
        String migration = assess(Scene.POOL);
        for (int pages : random.ints(2, 3, 80).sorted().toArray()) {
            Scene.await("page " + pages, SOON, () -> scene.calls("ListUsers") >= pages);
            service = anotherAfter(service, migration);
        }
        Scene.await("the look at WorkOS", SOON, () -> scene.calls("users.list") >= 1);
        service = anotherAfter(service, migration);
        Scene.await("the plan", SOON, () -> List.of("PLANNING", "COUNTING").contains(phase(migration)));
        service.kill();
        scene.startQuick();

        JsonNode found = awaitReady(migration);
        for (String part : List.of("users", "attributes", "plan", "misfits")) {
            assertThat(withoutPool(found.path(part), Scene.POOL))
                    .as(part)
                    .isEqualTo(withoutPool(undisturbed.path(part), UNDISTURBED));
        }
        assertThat(scene.api().get("/migrations/" + migration + "/runs").body().path("items"))
                .as("one run from the first step to the last")
                .hasSize(1);
        assertThat(scene.calls("users.create") + scene.calls("users.update"))
                .as("writes")
                .isZero();
        scene.assertNobodyIsLost(migration);
    }

    /** So many that WorkOS lists them on several pages. */
    private void accountsInTheWay() {
        SandboxHttp workos = new SandboxHttp(scene.sandbox().url());
        scene.sandbox().cognito().users(Scene.POOL).stream()
                .flatMap(user -> user.attribute("email").stream())
                .filter(email -> email.matches("[a-z0-9.]+@[a-z.]+"))
                .distinct()
                .limit(IN_WORKOS)
                .forEach(email -> workos.createInWorkOs("{\"email\":\"%s\"}".formatted(email)));
    }

    private String assess(String pool) {
        String migration = scene.api().createFor(pool);
        assertThat(scene.api()
                        .post("/migrations/" + migration + "/assessment", "{}")
                        .status())
                .isEqualTo(202);
        return migration;
    }

    private JsonNode awaitReady(String migration) {
        String path = "/migrations/" + migration + "/assessment";
        Scene.await(
                "the end of the assessment",
                SOON,
                () -> scene.api().get(path).body().path("state").asText().equals("READY"));
        return scene.api().get(path).body();
    }

    private String phase(String migration) throws Exception {
        return scene.query("select phase from run where migration_id = '%s'".formatted(migration));
    }

    private ServiceProcess anotherAfter(ServiceProcess service, String migration) throws Exception {
        service.kill();
        assertThat(scene.query("select state from run where migration_id = '%s'".formatted(migration)))
                .isEqualTo("RUNNING");
        return scene.startQuick();
    }

    private static String withoutPool(JsonNode part, String pool) {
        return part.toString().replace(pool, "the pool");
    }
}
