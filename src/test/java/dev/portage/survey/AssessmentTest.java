package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Oddities;
import dev.portage.sandbox.Oddity;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What an assessment finds, how it is steered, and how it is read. */
@QuarkusTest
class AssessmentTest extends MigrationTest {

    private JsonNode assessed(String id) {
        portage.assess(id);
        return portage.awaitAssessed(id);
    }

    private static JsonNode named(JsonNode list, String name) {
        for (JsonNode item : list) {
            if (item.path("name").asText(item.path("kind").asText()).equals(name)) {
                return item;
            }
        }
        throw new AssertionError("no " + name + " in " + list);
    }

    @Test
    void tellsWhatIsInAPool() {
        String pool = pool("{\"users\":1000}");
        Oddities oddities = sandbox.cognito().oddities(pool);
        String id = portage.create(pool);
        JsonNode found = assessed(id);

        JsonNode users = found.path("users");
        assertThat(users.path("total").asInt()).isEqualTo(1000);
        assertThat(users.path("disabled").asInt()).isEqualTo(oddities.count(Oddity.DISABLED));
        assertThat(users.path("enabled").asInt()).isEqualTo(1000 - oddities.count(Oddity.DISABLED));
        assertThat(users.path("withoutEmail").asInt()).isEqualTo(oddities.count(Oddity.PHONE_ONLY));
        assertThat(users.path("verified").asInt() + users.path("unverified").asInt())
                .isEqualTo(1000 - oddities.count(Oddity.PHONE_ONLY));
        assertThat(users.path("byStatus").path("EXTERNAL_PROVIDER").asInt()).isEqualTo(oddities.federated());
        assertThat(users.path("byStatus").path("ARCHIVED").asInt()).isEqualTo(oddities.count(Oddity.ARCHIVED));
        assertThat(users.path("byMethod").path("Corp_SAML").asInt()).isEqualTo(oddities.count(Oddity.SAML));
        int linked = oddities.count(Oddity.LINKED) + oddities.count(Oddity.LINKED_WITH_REMNANT);
        assertThat(users.path("byMethod").path("password+Google").asInt()).isEqualTo(linked);
        assertThat(users.path("byMethod").path("password").asInt()).isEqualTo(1000 - oddities.federated() - linked);
        assertThat(users.path("byDomain").path("example.com").asInt()).isPositive();
        assertThat(users.path("byFactor").isNull()).isTrue();

        JsonNode notes = named(found.path("attributes"), "custom:notes");
        assertThat(notes.path("users").asInt())
                .isEqualTo(oddities.count(Oddity.LONG_VALUE) + oddities.count(Oddity.UNICODE_VALUE));
        assertThat(notes.path("longest").asInt()).isEqualTo("note ".repeat(140).length());
        assertThat(notes.path("fits").asBoolean()).isFalse();
        JsonNode plan = named(found.path("attributes"), "custom:plan");
        assertThat(plan.path("fits").asBoolean()).isTrue();
        assertThat(plan.path("metadataKey").asText()).isEqualTo("plan");
        assertThat(found.path("attributes").findValuesAsText("metadataKey"))
                .as("ten keys")
                .filteredOn(key -> !key.equals("null"))
                .hasSize(10);

        JsonNode counts = control.get("/sandbox/pools/" + pool).path("groups");
        found.path("groups")
                .forEach(group -> assertThat(group.path("members").asInt())
                        .isEqualTo(counts.path(group.path("name").asText()).asInt()));
        assertThat(found.path("groups")).hasSize(3);
        assertThat(named(found.path("groups"), "admins").path("madeByCognito").asBoolean())
                .isFalse();
        assertThat(named(found.path("groups"), pool + "_Google")
                        .path("madeByCognito")
                        .asBoolean())
                .isTrue();
        assertThat(named(found.path("providers"), "Google")
                        .path("workosProvider")
                        .asText())
                .isEqualTo("GoogleOAuth");
        assertThat(named(found.path("providers"), "Facebook").path("users").asInt())
                .isEqualTo(oddities.count(Oddity.FACEBOOK));

        assertThat(found.path("appClients")).hasSize(2);
        assertThat(found.path("appClients").findValuesAsText("confidential"))
                .containsExactlyInAnyOrder("true", "false");
        assertThat(found.path("appClients").path(0).path("callbackUrls").path(0).asText())
                .isEqualTo("https://app.example.com/callback");
        assertThat(found.path("pool").path("mfa").asText()).isEqualTo("OPTIONAL");
        assertThat(found.toString()).doesNotContain("client-secret", "in-clear");

        assertThat(named(found.path("misfits"), "attributes-too-many")
                        .path("users")
                        .asInt())
                .isEqualTo(oddities.count(Oddity.MANY_ATTRIBUTES));
        assertThat(named(found.path("misfits"), "attribute-not-ascii")
                        .path("users")
                        .asInt())
                .isEqualTo(oddities.count(Oddity.UNICODE_VALUE));
        assertThat(named(found.path("misfits"), "disabled").path("examples")).hasSize(10);
        assertThat(named(found.path("misfits"), "no-email").path("explanation").asText())
                .contains("e-mail");
        assertThat(found.path("durations").path("importSeconds").asInt()).isPositive();
        assertThat(found.path("recommendation").path("strategy").asText()).isEqualTo("JUST_IN_TIME");

        assertThat(control.writes()).as("%s", control.operations()).isZero();
        assertThat(control.calls("AdminGetUser")).isZero();
        assertThat(portage.runs(id)).hasSize(1).first().satisfies(run -> {
            assertThat(run.path("purpose").asText()).isEqualTo("ASSESSMENT");
            assertThat(run.path("state").asText()).isEqualTo("COMPLETED");
        });
        assertThat(portage.show(id).path("state").asText()).isEqualTo("CREATED");
    }

    @Test
    void asksForSecondFactorsOnDemand() {
        String pool = pool("{\"users\":1000}");
        Oddities oddities = sandbox.cognito().oddities(pool);
        String id = portage.create(pool);
        assertThat(portage.send("POST", "/migrations/" + id + "/assessment", "{\"factors\":true}")
                        .statusCode())
                .isEqualTo(202);
        JsonNode factors = portage.awaitAssessed(id).path("users").path("byFactor");

        assertThat(factors.path("SOFTWARE_TOKEN_MFA").asInt()).isEqualTo(oddities.count(Oddity.TOTP));
        assertThat(portage.request()
                        .accept("text/html")
                        .get("/migrations/" + id + "/assessment")
                        .asString())
                .contains("SOFTWARE_TOKEN_MFA: " + oddities.count(Oddity.TOTP));
        assertThat(factors.path("SMS_MFA").asInt()).isEqualTo(oddities.count(Oddity.SMS));
        assertThat(control.calls("AdminGetUser")).isEqualTo(1000 - oddities.federated());
    }

    @Test
    void canBePausedAndGoesOnWhereItWas() {
        sandbox.faults("{\"cognito\":[{\"latencyMillis\":150}]}");
        String id = portage.create(pool("{\"users\":1000}"));
        portage.assess(id);
        portage.awaitThat(
                id, migration -> migration.path("users").path("discovered").asInt() > 100);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("ASSESSING");
        assertThat(portage.assessment(id).path("state").asText()).isEqualTo("RUNNING");
        assertThat(portage.post("/migrations/" + id + "/assessment").statusCode())
                .as("the one that runs")
                .isEqualTo(200);
        portage.pause(id);
        for (String call : List.of("imports", "retry")) {
            Response refused = portage.send("POST", "/migrations/" + id + "/" + call, "{}");
            assertThat(refused.statusCode()).isEqualTo(409);
            assertThat(Portage.json(refused).path("detail").asText()).contains("assessed");
        }
        sandbox.faults("{}");
        assertThat(portage.resume(id).path("state").asText()).isEqualTo("ASSESSING");

        assertThat(portage.awaitAssessed(id).path("users").path("total").asInt())
                .isEqualTo(1000);
        assertThat(control.calls("DescribeUserPool")).isEqualTo(1);
    }

    @Test
    void goesOnWhenARightIsGivenAndStopsWhereTheKeyIsRefused() {
        sandbox.faults("{\"cognito\":[{\"deniedActions\":[\"cognito-idp:ListGroups\"]}]}");
        String id = portage.create(plainPool(20));
        portage.assess(id);
        portage.awaitThat(id, migration -> migration.path("lastError").asText().contains("cognito-idp:ListGroups"));
        assertThat(portage.assessment(id).path("lastError").asText()).contains("cognito-idp:ListGroups");
        sandbox.faults("{\"workos\":[{\"unauthorized\":true}]}");
        portage.cancel(id);

        String other = portage.create(plainPool(20));
        portage.assess(other);
        assertThat(portage.awaitState(other, "PAUSED").path("lastError").asText())
                .contains("WORKOS_API_KEY");
        sandbox.faults("{}");
        portage.resume(other);
        assertThat(portage.awaitAssessed(other).path("users").path("total").asInt())
                .isEqualTo(20);
    }

    @Test
    void aDumpOfManyIsAssessedWithoutCognito() {
        int many = 20_000;
        String pool = pool("{\"users\":%d}".formatted(many));
        Oddities oddities = sandbox.cognito().oddities(pool);
        String id = portage.createForDump("{}");
        Response empty = portage.post("/migrations/" + id + "/assessment");
        assertThat(empty.statusCode()).isEqualTo(409);
        assertThat(Portage.json(empty).path("type").asText()).isEqualTo("no-dump");
        assertThat(portage.get("/migrations/" + id + "/assessment").statusCode())
                .isEqualTo(404);
        portage.upload(id, control.dump(pool, ""), "application/json");
        assertThat(portage.send("POST", "/migrations/" + id + "/assessment", "{\"factors\":true}")
                        .statusCode())
                .isEqualTo(400);
        JsonNode found = assessed(id);

        assertThat(found.path("users").path("total").asInt()).isEqualTo(many);
        assertThat(found.path("plan").path("wouldSkip").path("disabled").asInt())
                .isEqualTo(oddities.count(Oddity.DISABLED));
        assertThat(found.path("plan").path("wouldSkip").path("no-email").asInt())
                .isEqualTo(oddities.count(Oddity.PHONE_ONLY));
        assertThat(found.path("recommendation").path("strategy").asText()).isEqualTo("BULK");
        assertThat(found.path("durations").path("discoverySeconds").asInt()).isZero();
        assertThat(named(found.path("providers"), "Corp_SAML").path("type").asText())
                .isEqualTo("SAML");
        assertThat(found.path("pool").isNull()).isTrue();
        assertThat(control.calls("ListUsers")).isZero();
    }

    @Test
    void membershipsAreCountedIn() {
        String everybody = control.createOrganization("everybody");
        String admins = control.createOrganization("admins");
        String pool = pool("{\"users\":1000,\"oddities\":false}");
        String id = portage.create(pool, """
                {"organizationId":"%s","groups":[{"group":"admins","organizationId":"%s"},
                 {"group":"editors","organizationId":"%s"}]}""".formatted(everybody, admins, admins));
        portage.budget(450, 900, 5400);
        JsonNode durations = assessed(id).path("durations");

        assertThat(durations.path("importSeconds").asInt())
                .as("1,000 at 44.1 a second")
                .isEqualTo(23);
        // Admins are every 50th and editors every 20th, so 60 users are one or both.
        assertThat(durations.path("membershipsSeconds").asInt())
                .as("1,060 at 44.1 a second")
                .isEqualTo(25);
        assertThat(durations.path("resetsSeconds").asInt()).isEqualTo(1000);
        assertThat(durations.path("discoverySeconds").asInt()).isEqualTo(1);
    }

    @Test
    void isReadAsOnePage() {
        String id = portage.create(pool("{\"users\":300}"));
        portage.patch(id, "{\"name\":\"<script>alert(1)</script>\"}");
        assessed(id);
        Response page =
                portage.as(token("viewer")).request().accept("text/html").get("/migrations/" + id + "/assessment");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(page.headers().getValues("Content-Security-Policy"))
                .containsExactly("default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'");
        String html = page.asString();
        assertThat(html)
                .contains("<svg", "300 users", "no-email", "custom:plan", "callback", "Recommendation: BULK")
                .doesNotContain("<script", "src=", "<link", "{#", "client-secret");
        assertThat(html.split("<svg", -1)).hasSize(6);
        assertThat(portage.get("/migrations/" + id + "/assessment").contentType())
                .startsWith("application/json");
    }

    @Test
    void erasingForgetsWhomItFound() throws Exception {
        String pool = pool("{\"users\":300}");
        control.createInWorkOs("{\"email\":\"%s\"}"
                .formatted(poolUsers(pool).getFirst().attribute("email").orElseThrow()));
        String id = portage.create(pool);
        assessed(id);
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);

        List<String> left = new ArrayList<>();
        for (String table : List.of("assessment_example", "workos_account", "user_factor", "group_member")) {
            try (var connection = database.getConnection();
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            "select count(*) from " + table + " where migration_id = '" + id + "'")) {
                rows.next();
                if (rows.getInt(1) > 0) {
                    left.add(table);
                }
            }
        }
        assertThat(left).isEmpty();
        assertThat(portage.assessment(id).path("users").path("byDomain")).isEmpty();
        assertThat(portage.assessment(id).path("users").path("total").asInt()).isEqualTo(300);
    }

    @Test
    void aPlanningGivesWayToAnImport() {
        String id = portage.create(plainPool(50));
        assessed(id);
        portage.patch(id, "{\"options\":{\"existingUsers\":\"UPDATE\"}}");
        portage.importAll(id);
        assertThat(portage.show(id).path("state").asText()).isEqualTo("COMPLETED");
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .untilAsserted(
                        () -> assertThat(portage.assessment(id).path("state").asText())
                                .isEqualTo("READY"));
    }
}
