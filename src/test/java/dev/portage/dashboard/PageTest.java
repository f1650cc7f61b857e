package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.MigrationTest;
import io.restassured.response.Response;
import org.junit.jupiter.api.BeforeEach;

/** What the dashboard's pages say and do, without a browser; an admin and a viewer have signed in. */
abstract class PageTest extends MigrationTest {
    Visitor admin;
    Visitor viewer;

    @BeforeEach
    void letIn() {
        admin = Visitor.with(service, token("admin"));
        viewer = Visitor.with(service, token("viewer"));
    }

    /** The page at this path, as an admin sees it. */
    String page(String path) {
        return admin.page(path);
    }

    /** Follows an answer to an admin's form, and answers the page that it leads to. */
    String followed(Response answer) {
        assertThat(answer.statusCode()).as(answer.asString()).isEqualTo(303);
        return page(answer.header("Location").replaceAll("#.*", ""));
    }
}
