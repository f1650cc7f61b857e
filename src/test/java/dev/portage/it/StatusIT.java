package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.sandbox.Sandbox;
import dev.portage.testing.EventStream;
import dev.portage.testing.Receiver;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What those outside are told, by several replicas, by one that stops, and by one that is killed. */
class StatusIT {
    private static final Duration SOON = Duration.ofSeconds(60);

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void aStreamOfOneReplicaShowsWhatAnotherDoesAndEndsInPeace() {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":20,\"oddities\":false}");
        List<ServiceProcess> replicas = scene.startQuick(2);
        ServiceProcess watched = replicas.getFirst();
        Api other = new Api(replicas.getLast().url());
        String migration = other.createFor(Scene.POOL);
        URI url = watched.url().resolve("/migrations/" + migration + "/stream");

        try (EventStream stream = EventStream.open(url, Api.TOKEN)) {
            other.startImport(migration);
            stream.awaitDocument(document -> document.path("state").asText().equals("COMPLETED"));

            Duration took = watched.terminate(Duration.ofSeconds(30));
            System.out.println("SIGTERM with an open stream took " + took);
            assertThat(stream.awaitEnd()).as("ended, not broken off").isTrue();
        }
    }

    @Test
    void aKillInMidDeliveryLosesNoNotice() {
        scene.liftLimits(1000);
        scene.set("PORTAGE_QUEUE_LEASE", "3s");
        scene.sandbox().pool(Scene.POOL, "{\"users\":5,\"oddities\":false}");
        try (Receiver receiver = new Receiver(0)) {
            receiver.hangAtNext();
            scene.set("PORTAGE_WEBHOOK_URL", receiver.url());
            scene.set("PORTAGE_WEBHOOK_SECRET", Sandbox.API_KEY + "-of-the-webhook");
            ServiceProcess killed = scene.startQuick();
            scene.api().importPool(Scene.POOL);
            Receiver.Post begun = receiver.awaitPost(1);
            killed.kill();

            scene.startQuick();
            Receiver.Post again = receiver.awaitPost(2);
            assertThat(again.delivery()).isEqualTo(begun.delivery());
            assertThat(again.body()).isEqualTo(begun.body());
            Scene.await(
                    "nothing left to tell",
                    SOON,
                    () -> scene.query("select count(*) from webhook_notice").equals("0"));
            assertThat(receiver.posts()).hasSize(2);
        }
    }

    @Test
    void eachNoticeIsDeliveredByOneReplica() {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":5,\"oddities\":false}");
        try (Receiver receiver = new Receiver(0)) {
            scene.set("PORTAGE_WEBHOOK_URL", receiver.url());
            scene.set("PORTAGE_WEBHOOK_SECRET", Sandbox.API_KEY + "-of-the-webhook");
            scene.startQuick(2);
            String migration = scene.api().importPool(Scene.POOL);
            scene.awaitCompleted(migration, SOON);
            for (int run = 2; run <= 5; run++) {
                receiver.awaitPost(run - 1);
                scene.api().startImport(migration);
            }
            receiver.awaitPost(5);
            Scene.await(
                    "nothing left to tell",
                    SOON,
                    () -> scene.query("select count(*) from webhook_notice").equals("0"));
            assertThat(receiver.posts().stream().map(Receiver.Post::delivery))
                    .hasSize(5)
                    .doesNotHaveDuplicates();
        }
    }
}
