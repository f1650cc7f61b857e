package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;

/** Asks for diagnoses, and makes the calls that they name. */
abstract class DiagnosisTestBase extends MigrationTest {

    JsonNode diagnose(String query) {
        Response response = portage.as(token("viewer")).get("/diagnosis?" + query);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonNode diagnosis = Portage.json(response);
        assertThat(diagnosis.path("troubles")).as(diagnosis.toString()).isEmpty();
        return diagnosis;
    }

    static List<String> causes(JsonNode diagnosis) {
        List<String> causes = new ArrayList<>();
        diagnosis.path("causes").forEach(cause -> causes.add(cause.path("cause").asText()));
        return causes;
    }

    static JsonNode cause(JsonNode diagnosis, String slug) {
        for (JsonNode cause : diagnosis.path("causes")) {
            if (cause.path("cause").asText().equals(slug)) {
                return cause;
            }
        }
        throw new AssertionError("no " + slug + " in " + diagnosis);
    }

    /** Makes the call that a diagnosis names; answers its answer. */
    JsonNode mend(JsonNode diagnosis, String slug) {
        JsonNode remedy = cause(diagnosis, slug).path("remedy");
        Response response = portage.send(
                remedy.path("method").asText(),
                remedy.path("path").asText(),
                remedy.path("body").toString());
        assertThat(response.statusCode()).as(response.asString()).isBetween(200, 299);
        return Portage.json(response);
    }

    static String email(PoolUser user) {
        return user.attribute("email").orElseThrow();
    }
}
