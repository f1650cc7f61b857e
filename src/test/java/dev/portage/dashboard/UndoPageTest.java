package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.not;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A migration is taken back on its page: looked at first, confirmed by its name, and watched. */
@QuarkusTest
class UndoPageTest extends PageTest {

    private static String undo(String id) {
        return "/dashboard/migrations/" + id + "/undo";
    }

    @Test
    void itIsLookedAtThenConfirmedByNameAndDone() {
        String organization = control.createOrganization("everybody");
        String pool = plainPool(6);
        control.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true}"
                .formatted(poolUsers(pool).getFirst().attributes().get("email")));
        String id = portage.importPool(pool, "{\"organizationId\":\"" + organization + "\"}");

        assertThat(page(undo(id)))
                .contains(
                        "<dt>5</dt><dd>accounts that this migration created",
                        "<dt>1</dt><dd>membership that it gave",
                        "<dt>1</dt><dd>external id that it gave",
                        "<dt>1</dt><dd>account from before this migration",
                        "undo-dialog");
        admin.send(undo(id), Map.of("confirm", "another")).then().statusCode(400);
        admin.press(undo(id)).then().statusCode(400);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("COMPLETED");

        Response begun = admin.send(
                undo(id), Map.of("confirm", portage.show(id).path("name").asText()));
        assertThat(begun.statusCode()).as(begun.asString()).isEqualTo(303);
        assertThat(admin.get(begun.header("Location")).asString()).contains("The undo has started.");
        portage.awaitState(id, "UNDONE");

        assertThat(control.workosUsers()).hasSize(1);
        assertThat(page(undo(id)))
                .contains(
                        "What the undo has done",
                        "<dt>5</dt><dd>accounts deleted",
                        "<dt>1</dt><dd>account from before, as before again")
                .doesNotContain("undo-dialog");
        admin.get(undo(id) + "/progress?now=UNDOING")
                .then()
                .header("HX-Refresh", equalTo("true"))
                .body(not(containsString("<html")));
        assertThat(admin.get("/dashboard/migrations/" + id + "/runs").asString())
                .contains("5 deleted", "1 unlinked");
    }

    @Test
    void itIsWatchedPausedAndResumed() {
        String id = portage.importPool(plainPool(30), "{}");
        portage.budget(20, 1000, 1000);
        admin.send(undo(id), Map.of("confirm", portage.show(id).path("name").asText()))
                .then()
                .statusCode(303);
        assertThat(page(undo(id))).contains("is being deleted", "every 2s", "/pause");
        admin.press("/dashboard/migrations/" + id + "/pause").then().statusCode(303);
        assertThat(page(undo(id))).contains("The undo is paused", "/resume");
        portage.budget(100_000, 100_000, 100_000);
        admin.press("/dashboard/migrations/" + id + "/resume").then().statusCode(303);
        portage.awaitState(id, "UNDONE");
        assertThat(control.workosUsers()).isEmpty();
    }

    @Test
    void whereThereIsNothingToUndoItSaysSo() {
        String id = portage.create(plainPool(1));
        assertThat(page(undo(id))).contains("There is nothing to undo").doesNotContain("undo-dialog");

        String dump = portage.createForDump("{}");
        portage.cancel(dump);
        assertThat(page(undo(dump))).contains("There is nothing to undo");
    }

    @Test
    void aViewerSeesWhatWouldBeDone() {
        String id = portage.importPool(plainPool(2), "{}");
        Visitor viewer = Visitor.with(service, token("viewer"));
        viewer.get(undo(id) + "?includeSignedIn=true")
                .then()
                .statusCode(200)
                .body(allOf(containsString("<dt>2</dt>"), not(containsString("undo-dialog"))));
        viewer.send(undo(id), Map.of("confirm", "any")).then().statusCode(403);
    }
}
