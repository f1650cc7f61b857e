package dev.portage.dashboard;

import static org.hamcrest.Matchers.allOf;
import static org.hamcrest.Matchers.containsString;

import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.Test;

/** Whether the service can do its work, as people read it. */
@QuarkusTest
class PreflightPageTest extends PageTest {

    @Test
    void thePageIsThereBeforeWhatItHasFound() {
        viewer.get("/dashboard/preflight")
                .then()
                .statusCode(200)
                .body(allOf(containsString("aria-busy=\"true\""), containsString("hx-trigger=\"load\"")));
        viewer.get("/dashboard/preflight/checks")
                .then()
                .statusCode(200)
                .body(allOf(containsString("WorkOS takes the key"), containsString("workos.api-key")));
    }

    @Test
    void whatFailsSaysWhatToChange() {
        sandbox.faults("{\"workos\":[{\"errorShare\":1,\"errorStatus\":401}]}");
        viewer.get("/dashboard/preflight/checks")
                .then()
                .statusCode(200)
                .body(allOf(containsString("Something has failed"), containsString("WORKOS_API_KEY")));
        sandbox.faults("{}");
    }
}
