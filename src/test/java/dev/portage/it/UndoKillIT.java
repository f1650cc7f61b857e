package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.SandboxHttp;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9} at any point of an undo deletes nothing that must stay, and leaves nothing that was created. */
class UndoKillIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int USERS = 600;
    private static final int KILLS = 4;

    @RegisterExtension
    final Scene scene = new Scene();

    private SandboxHttp sandbox;

    @BeforeEach
    void takeOverSoon() {
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
    }

    @Test
    void deletesExactlyWhatWasCreated() throws Exception {
        Random random = new Random(20261201);
        scene.liftLimits(2000);
        sandbox = new SandboxHttp(scene.sandbox().url());
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false,\"groups\":false}".formatted(USERS));
        List<PoolUser> users = scene.sandbox().cognito().users(Scene.POOL);
        String linked = sandbox.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true}"
                .formatted(users.get(7).attribute("email").orElseThrow()));
        String stranger = sandbox.createInWorkOs("{\"email\":\"stranger@example.com\"}");
        sandbox.makeGroup(
                Scene.POOL,
                "staff",
                1,
                users.subList(0, 50).stream().map(PoolUser::sub).toList());
        ServiceProcess service = scene.startQuick();
        String migration = imported();
        String signedIn = signIn(users.get(100).sub());
        scene.sandbox().faults("""
                {"seed":9,"workos":[
                    {"latencyMillis":30,"latencyJitterMillis":60},
                    {"lostAfterWrite":0.1,"operations":["users.delete","users.update","memberships.delete"]},
                    {"latencyMillis":1500,"operations":["organizations.delete"]}]}
                """);

        assertThat(scene.api()
                        .post("/migrations/" + migration + "/undo", "{\"confirm\":\"of pool\"}")
                        .status())
                .isEqualTo(202);
        for (int left : random.ints(KILLS, 50, USERS - 50)
                .boxed()
                .sorted((one, other) -> other - one)
                .toList()) {
            Scene.await(
                    left + " users left", SOON, () -> scene.sandbox().workos().userCount() <= left);
            service.kill();
            service = scene.startQuick();
        }
        Scene.await("the organization's turn", SOON, () -> scene.calls("organizations.delete") >= 1);
        service.kill();
        scene.startQuick();
        Scene.await("the end of the undo", SOON, () -> state(migration).equals("UNDONE"));

        assertThat(sandbox.workosUsers().keySet()).containsExactlyInAnyOrder(linked, stranger, signedIn);
        assertThat(sandbox.workosUsers().get(linked).path("external_id").isNull())
                .as("as it was before")
                .isTrue();
        assertThat(sandbox.get("/organizations").path("data")).isEmpty();
        JsonNode shown = scene.api().migration(migration);
        assertThat(shown.at("/users/imported").asInt()).as(shown.toString()).isEqualTo(1);
        assertThat(shown.at("/users/skipped").asInt()).as(shown.toString()).isEqualTo(USERS - 1);
        scene.assertNobodyIsLost(migration);
        assertThat(scene.query("select count(*) from job")).isEqualTo("0");
        assertThat(scene.query("select count(*) from made_organization")).isEqualTo("0");
    }

    /** Everybody, and those of a group into an organization that is made for it. */
    private String imported() {
        String migration = scene.api().createFor(Scene.POOL);
        assertThat(scene.api()
                        .put("/migrations/" + migration + "/groups/staff", "{\"organizationName\":\"Staff\"}")
                        .status())
                .isEqualTo(200);
        scene.api().startImport(migration);
        scene.awaitCompleted(migration, SOON);
        assertThat(sandbox.get("/organizations").path("data")).hasSize(1);
        return migration;
    }

    private String signIn(String sub) {
        String id = scene.sandbox().workos().userByExternalId(sub).orElseThrow().id();
        sandbox.send("POST", "/sandbox/workos/users/" + id + "/social-sign-in", "");
        return id;
    }

    private String state(String migration) {
        return scene.api().migration(migration).path("state").asText();
    }
}
