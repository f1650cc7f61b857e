package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.EventStream;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import dev.portage.testing.ShortPatience;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Those who watch a migration see it change, and cost no more than one who polls. */
@QuarkusTest
@TestProfile(ShortPatience.class)
class StreamTest extends MigrationTest {

    private URI url(String id) {
        return service.resolve("/migrations/" + id + "/stream");
    }

    private EventStream watch(String id, String... headers) {
        return EventStream.open(url(id), token("viewer"), headers);
    }

    private static String state(JsonNode migration) {
        return migration.path("state").asText();
    }

    @Test
    void showsWhatGetShowsWheneverItChanges() {
        String id = portage.create(plainPool(20));
        try (EventStream one = watch(id);
                EventStream other = watch(id)) {
            assertThat(one.status()).isEqualTo(200);
            assertThat(one.header("Content-Type")).startsWith("text/event-stream");
            assertThat(one.header("X-Accel-Buffering")).isEqualTo("no");
            assertThat(one.header("Cache-Control")).isEqualTo("private, no-cache");
            assertThat(one.awaitDocument(document -> true)).isEqualTo(portage.show(id));
            assertThat('"' + one.ids().getFirst() + '"')
                    .isEqualTo(portage.get("/migrations/" + id).header("ETag"));

            portage.importAll(id);
            // The rate goes on falling for ten seconds, which is all the time that a wait has by itself.
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> portage.show(id).at("/progress/usersPerSecond").asDouble() == 0);
            JsonNode last = portage.show(id);
            assertThat(one.awaitDocument(last::equals)).isEqualTo(last);
            assertThat(other.awaitDocument(last::equals)).isEqualTo(last);
            assertThat(one.documents()).extracting(StreamTest::state).contains("CREATED", "COMPLETED");
            assertThat(one.ids())
                    .as("what has not changed is not sent again")
                    .doesNotHaveDuplicates()
                    .hasSameSizeAs(one.documents());
        }
    }

    @Test
    void beatsWhileNothingHappens() {
        String id = portage.create(plainPool(1));
        try (EventStream stream = watch(id)) {
            stream.awaitComment();
            assertThat(stream.documents()).hasSize(1);
        }
    }

    @Test
    void whoComesBackIsToldOnlyWhatIsNew() {
        String id = portage.create(plainPool(1));
        String seen = portage.get("/migrations/" + id).header("ETag").replace("\"", "");
        try (EventStream stream = watch(id, "Last-Event-ID", seen)) {
            stream.awaitComment();
            assertThat(stream.documents()).isEmpty();
            portage.patch(id, "{\"name\":\"renamed\"}");
            assertThat(stream.awaitDocument(document -> true).path("name").asText())
                    .isEqualTo("renamed");
        }
    }

    @Test
    void streamsAreFewAndAPlaceThatIsLeftIsFree() {
        String id = portage.create(plainPool(1));
        List<EventStream> open = new ArrayList<>();
        try {
            await().until(() -> {
                EventStream next = watch(id);
                open.add(next);
                return next.status() == 503;
            });
            assertThat(open).hasSizeLessThanOrEqualTo(ShortPatience.MOST_STREAMS + 1);
            EventStream refused = open.getLast();
            assertThat(refused.header("Content-Type")).startsWith("application/problem+json");
            assertThat(refused.header("Retry-After")).isEqualTo("10");
            refused.awaitEnd();
            assertThat(Portage.json(String.join("", refused.lines()))
                            .path("type")
                            .asText())
                    .isEqualTo("too-many-streams");

            open.getFirst().close();
            await().until(() -> {
                EventStream next = watch(id);
                open.add(next);
                return next.status() == 200;
            });
        } finally {
            open.forEach(EventStream::close);
        }
    }

    @Test
    void takesAViewerAndAMigrationThatIsThere() {
        String id = portage.create(plainPool(1));
        String path = "/migrations/" + id + "/stream";
        assertThat(portage.as("wrong-token").get(path).statusCode()).isEqualTo(401);
        assertThat(portage.as(token("sign-in")).get(path).statusCode()).isEqualTo(403);
        var unknown = portage.get("/migrations/" + UUID.randomUUID() + "/stream");
        assertThat(unknown.statusCode()).isEqualTo(404);
        assertThat(unknown.contentType()).startsWith("application/problem+json");
        var head = portage.request().head(path);
        assertThat(head.statusCode()).isEqualTo(200);
        assertThat(head.contentType()).startsWith("text/event-stream");
    }
}
