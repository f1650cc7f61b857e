package dev.portage.dashboard;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;

import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The audit trail as people read it. */
@QuarkusTest
class AuditPageTest extends MigrationTest {

    @Test
    void itIsNarrowedAndComesPageByPage() {
        Visitor viewer = Visitor.with(service, token("viewer"));
        String id = portage.create(plainPool(1));
        for (int i = 0; i < 60; i++) {
            portage.patch(id, "{\"name\":\"name " + i + "\"}");
        }
        Visitor.with(service, token("admin"))
                .press("/dashboard/migrations/" + id + "/resume")
                .then()
                .statusCode(409);

        assertThat(viewer.page("/dashboard/audit"))
                .contains("PATCH /migrations/" + id, "200 done", "409 refused", "127.0.0.1");
        assertThat(viewer.page("/dashboard/audit?actor=admin&refused=true&path=" + id))
                .contains("POST /dashboard/migrations/" + id + "/resume", "value=\"admin\" selected")
                .doesNotContain("PATCH");
        assertThat(viewer.page("/dashboard/audit?actor=sign-in&path=" + id)).contains("No entry is like that");
        assertThat(viewer.request()
                        .accept("*/*")
                        .get("/dashboard/audit.ndjson?actor=admin&refused=true&path=" + id)
                        .asString()
                        .lines())
                .hasSize(1)
                .first()
                .satisfies(line -> assertThat(line).contains("/resume", "409"));

        int shown = 0;
        String next = "/dashboard/audit?actor=admin&path=" + id;
        while (next != null) {
            String html = viewer.page(next);
            shown += html.split("<code>PATCH ").length - 1;
            var link = Pattern.compile("rel=\"next\" href=\"([^\"]+)\"").matcher(html);
            next = link.find() ? link.group(1).replace("&amp;", "&") : null;
        }
        assertThat(shown).isEqualTo(60);
    }

    @Test
    void theWholeOfItIsAFileAndVouchedFor() {
        Visitor viewer = Visitor.with(service, token("viewer"));
        String id = portage.create(plainPool(1));
        List<String> lines = viewer.request()
                .accept("*/*")
                .get("/dashboard/audit.ndjson")
                .then()
                .statusCode(200)
                .header("Content-Disposition", containsString("audit.ndjson"))
                .extract()
                .asString()
                .lines()
                .toList();
        assertThat(lines)
                .allSatisfy(line ->
                        assertThat(Portage.json(line).path("hash").asText()).hasSize(64));
        assertThat(lines.getLast()).contains("/migrations");
        assertThat(viewer.page("/dashboard/audit/chain")).contains("entries are as they were written");
        portage.cancel(id);
    }
}
