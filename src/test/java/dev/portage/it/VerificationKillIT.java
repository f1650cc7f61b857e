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

/** {@code kill -9} at any point of a verification: another replica goes on, finds the same, and mails nobody twice. */
class VerificationKillIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeEach
    void takeOverSoon() {
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
    }

    @Test
    void isTakenOverAndFindsTheSame() throws Exception {
        Random random = new Random(20261202);
        scene.liftLimits(2000);
        SandboxHttp sandbox = new SandboxHttp(scene.sandbox().url());
        scene.sandbox().pool(Scene.POOL, "{\"users\":2500,\"seed\":12}");
        scene.everybodyJoins();
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, SOON);
        // So that there is something to find.
        String missing = sandbox.workosUsers().keySet().stream()
                .sorted()
                .skip(700)
                .findFirst()
                .orElseThrow();
        sandbox.send("DELETE", "/user_management/users/" + missing, "");
        sandbox.addUser(Scene.POOL, "{\"attributes\":{\"email\":\"late@example.com\"}}");
        String reader = sandbox.workosUsers().values().stream()
                .filter(user -> user.path("email_verified").asBoolean())
                .map(user -> user.path("email").asText())
                .sorted()
                .findFirst()
                .orElseThrow();
        start(migration, "{}");
        JsonNode undisturbed = awaitDone(migration);

        scene.sandbox().resetCalls();
        scene.sandbox().faults("""
                {"cognito":{"latencyMillis":50},
                 "workos":[{"latencyMillis":150},{"latencyMillis":3000,"operations":["passwordReset.create"]}]}
                """);
        start(migration, "{\"testEmail\":\"%s\"}".formatted(reader));
        for (int pages : random.ints(2, 2, 20).sorted().toArray()) {
            service = killAt(service, "page of accounts " + pages, "users.list", pages);
        }
        service = killAt(service, "a page of members", "memberships.list", 3);
        service = killAt(service, "a page of the pool", "ListUsers", random.nextInt(5, 30));
        service = killAt(service, "the mail", "passwordReset.create", 1);

        JsonNode found = awaitDone(migration);
        for (String item :
                List.of("workos", "users-moved", "reconciliation", "attributes", "memberships", "sign-ups")) {
            assertThat(item(found, item).path("status"))
                    .as(item)
                    .isEqualTo(item(undisturbed, item).path("status"));
            assertThat(item(found, item).path("evidence"))
                    .as(item)
                    .isEqualTo(item(undisturbed, item).path("evidence"));
        }
        assertThat(item(found, "reconciliation").at("/evidence/missing").asInt())
                .isEqualTo(1);
        assertThat(item(found, "password-reset").path("status").asText())
                .as("whether the mail went out is not known")
                .isEqualTo("unattested");
        assertThat(sandbox.mails()).as("never sent twice").hasSizeLessThanOrEqualTo(1);
        assertThat(sandbox.calls("passwordReset.create")).isEqualTo(1);
        assertThat(sandbox.writes() - sandbox.calls("passwordReset.create"))
                .as("nothing else is written")
                .isZero();
        for (String table : List.of("verified_account", "verified_membership", "job")) {
            assertThat(scene.query("select count(*) from " + table)).as(table).isEqualTo("0");
        }
        assertThat(service.isAlive()).isTrue();
    }

    private ServiceProcess killAt(ServiceProcess service, String what, String operation, int calls) throws Exception {
        Scene.await(what, SOON, () -> scene.calls(operation) >= calls);
        service.kill();
        assertThat(scene.query("select state from verification order by started_at desc limit 1"))
                .as(what)
                .isEqualTo("RUNNING");
        return scene.startQuick();
    }

    private void start(String migration, String order) {
        assertThat(scene.api()
                        .post("/migrations/" + migration + "/verification", order)
                        .status())
                .isEqualTo(202);
    }

    private JsonNode awaitDone(String migration) {
        String path = "/migrations/" + migration + "/verification";
        Scene.await(
                "the end of the verification",
                SOON,
                () -> scene.api().get(path).body().path("state").asText().equals("DONE"));
        return scene.api().get(path).body();
    }

    private static JsonNode item(JsonNode verification, String slug) {
        for (JsonNode item : verification.path("items")) {
            if (item.path("item").asText().equals(slug)) {
                return item;
            }
        }
        throw new AssertionError("no " + slug + " in " + verification);
    }
}
