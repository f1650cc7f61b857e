package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.SandboxHttp;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** {@code kill -9} at any point of a campaign mails nobody twice, and misses nobody who has set a password meanwhile. */
class ResetKillIT {
    private static final Duration SOON = Duration.ofSeconds(60);
    private static final int USERS = 80;
    private static final int KILLS = 3;

    @RegisterExtension
    final Scene scene = new Scene();

    @BeforeEach
    void takeOverSoon() {
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
        scene.set("PORTAGE_RESET_EVENTS_EVERY", "1s");
    }

    @Test
    void mailsNobodyTwice() {
        Random random = new Random(20260701);
        scene.liftLimits(2000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(USERS));
        SandboxHttp sandbox = new SandboxHttp(scene.sandbox().url());
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, SOON);
        scene.sandbox().faults("""
                {"seed":7,"workos":[{"latencyMillis":50,"latencyJitterMillis":100,"lostAfterWrite":0.05,
                                     "operations":["passwordReset.create"]}]}
                """);
        String campaign = scene.api()
                .post("/migrations/" + migration + "/password-resets", """
                        {"withoutCanary":true,"perHour":14400}""")
                .body()
                .path("id")
                .asText();

        Set<String> followed = new HashSet<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            int mails = USERS * kill / (KILLS + 1) - random.nextInt(10);
            Scene.await(mails + " mails", SOON, () -> sandbox.mails().size() >= mails);
            service.kill();
            // While nobody is there to hear of it.
            JsonNode mail = sandbox.mails().get(random.nextInt(mails));
            if (followed.add(mail.path("id").asText())) {
                sandbox.follow(mail);
            }
            service = scene.startQuick();
        }
        Scene.await(
                "the end of the campaign",
                SOON,
                () -> campaign(migration, campaign).path("state").asText().equals("COMPLETED"));
        Scene.await("news of every password", SOON, () -> counts(migration, campaign, "completed") == followed.size());

        Map<String, Integer> byAddress = sandbox.mailsByAddress();
        JsonNode counts = campaign(migration, campaign).path("counts");
        System.out.printf("Killed %d times in a campaign: %s%n", KILLS, counts);
        assertThat(byAddress).allSatisfy((email, mails) -> assertThat(mails).isEqualTo(1));
        int known = counts.path("sent").asInt() + counts.path("completed").asInt();
        int uncertain = counts.path("uncertain").asInt();
        assertThat(known + uncertain).as(counts.toString()).isEqualTo(USERS);
        assertThat(byAddress.size()).isBetween(known, USERS);
        assertThat(uncertain)
                .as("a row that is not known is one of the few in flight")
                .isLessThan(USERS / 2);
        scene.assertNobodyIsLost(migration);
        assertThat(List.of("queued", "failed"))
                .allSatisfy(state -> assertThat(counts.path(state).asInt()).isZero());
    }

    private JsonNode campaign(String migration, String campaign) {
        return scene.api()
                .get("/migrations/" + migration + "/campaigns/" + campaign)
                .body();
    }

    private int counts(String migration, String campaign, String state) {
        return campaign(migration, campaign).path("counts").path(state).asInt();
    }
}
