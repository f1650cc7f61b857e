package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.Contract;
import dev.portage.testing.EventStream;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Every example of the OpenAPI document is sent as it stands, where things are as the example has them. */
@QuarkusTest
class ExampleRequestsTest extends MigrationTest {
    private static final String ADA = "001083c5-a251-4564-b813-86ffe600669c";
    private static final String POOL = "us-east-1_Acme";
    private static final String SLOW = "{\"workos\":{\"latencyMillis\":400}}";

    private final Set<String> sent = new TreeSet<>();
    /** Calls that change something, each of which is to be in the audit trail with how it ended. */
    private final List<String> changes = new ArrayList<>();
    /** What stands in the place of the ids in the examples, which nobody can choose. */
    private final Map<String, String> ids = new HashMap<>();

    private Contract contract;

    @BeforeEach
    void theCompanyOfTheExamples() {
        contract = Contract.of(service);
        sandbox.pool(POOL, "{\"users\":60,\"seed\":5}");
        sandbox.pool("us-east-1_AcmeStaging", "{\"users\":40,\"oddities\":false,\"seed\":6}");
        sandbox.pool("us-east-1_AcmeAtOnce", "{\"users\":3,\"oddities\":false,\"seed\":7}");
        control.addUser(POOL, user(ADA, "ada"));
        control.addUser(POOL, user("0042a9d1-6c1e-4e0b-9c55-7f1f5d2f8a10", "grace"));
    }

    private static String user(String sub, String name) {
        return """
                {"username":"%s","attributes":{"sub":"%s","email":"%s@example.com","email_verified":"true"}}
                """.formatted(name, sub, name);
    }

    @Test
    void everyExampleIsTakenAsItStands() {
        String main = send("createMigration", "user-pool", 201).path("id").asText();
        String staging = send("createMigration", "options", 201).path("id").asText();
        String dump = send("createMigration", "dump", 201).path("id").asText();
        String atOnce = send("createMigration", "at-once", 201).path("id").asText();
        ids.put("id", main);
        ids.put("sub", ADA);
        send("listMigrations", 200);
        send("showMigration", 200);
        send("summarizeMigration", 200);
        send("badgeMigration", 200);
        try (EventStream stream =
                EventStream.open(service.resolve(url(contract.operation("streamMigration"))), token("admin"))) {
            sent.add("streamMigration");
            await().until(() -> !stream.documents().isEmpty());
        }

        beforeTheMove(main);
        providersAndGroups();
        imports(main);
        users();
        passwordResets(main);
        afterTheMove(main);
        signIn();
        service();
        anotherMigration(staging);
        undo(main);
        ids.put("id", dump);
        send("uploadDump", "dump", 200);
        portage.awaitEnd(atOnce);
        for (String id : new String[] {main, staging, dump, atOnce}) {
            ids.put("id", id);
            send("eraseMigration", 204);
        }
        assertThat(sent).isEqualTo(documented());
        assertThat(audited()).containsAll(changes);
    }

    private List<String> audited() {
        return portage.request()
                .accept("application/x-ndjson")
                .get("/audit")
                .asString()
                .lines()
                .map(Portage::json)
                .map(entry -> "%s %s %d"
                        .formatted(
                                entry.path("method").asText(),
                                entry.path("path").asText(),
                                entry.path("status").asInt()))
                .toList();
    }

    private void beforeTheMove(String id) {
        send("runPreflight", 200);
        send("listUserPools", 200);
        send("startAssessment", "default", 202);
        portage.awaitAssessed(id);
        send("startAssessment", "factors", 202);
        portage.awaitAssessed(id);
        send("showAssessment", 200);
        assertThat(portage.request()
                        .accept("text/html")
                        .get("/migrations/" + id + "/assessment")
                        .statusCode())
                .isEqualTo(200);
    }

    private void providersAndGroups() {
        send("listGroups", 200);
        send("decideGroup", "organization", 200);
        send("forgetGroup", 200);
        send("decideGroup", "ignore", 200);
        send("listIdentityProviders", 200);
        send("showIdentityProvider", 200);
        send("checkIdentityProvider", "default", 200);
        send("checkIdentityProvider", "redirect", 200);
        send("connectIdentityProvider", "name", 200);
    }

    private void imports(String id) {
        send("startImport", "canary", 202);
        portage.awaitEnd(id);
        send("startImport", "emails", 202);
        portage.awaitEnd(id);
        sandbox.faults(SLOW);
        send("startImport", "all", 202);
        send("pauseMigration", 200);
        send("resumeMigration", 200);
        send("startImport", "all", 200);
        sandbox.faults("{}");
        portage.awaitEnd(id);
        send("listRuns", 200);
        send("retryUsers", "all", 202);
        portage.awaitEnd(id);
        send("retryUsers", "reason", 202);
        portage.awaitEnd(id);
    }

    private void users() {
        String id = ids.get("id");
        send("listUsers", 200);
        send("retryUser", "again", 202);
        portage.awaitEnd(id);
        ids.put("workosUserId", send("showUser", 200).path("workosUserId").asText());
        send("showUserAttributes", 200);
        send("exportAttributes", 200);
        send("refreshAttributes", 202);
        portage.awaitEnd(id);
    }

    private void passwordResets(String id) {
        send("startPasswordResets", "dry-run", 200);
        portage.awaitMailed(
                id, send("startPasswordResets", "canary", 202).path("id").asText());
        ids.put("campaign", send("startPasswordResets", "all", 202).path("id").asText());
        send("listCampaigns", 200);
        send("showCampaign", 200);
        send("pauseCampaign", 200);
        send("resumeCampaign", 200);
        send("cancelCampaign", 200);
        portage.awaitMailed(
                id, send("startPasswordResets", "emails", 202).path("id").asText());
        ids.put("reset", send("mailUser", "default", 202).path("id").asText());
        await().until(() ->
                send("showPasswordReset", 200).path("state").asText().equals("SENT"));
        // It has gone out: there is nothing to try again.
        send("retryPasswordReset", 409);
        send("mailUser", "force", 202);
        send("listPasswordResets", 200);
    }

    private void afterTheMove(String id) {
        send("startVerification", "default", 202);
        portage.awaitVerified(id);
        send("startVerification", "mail", 202);
        portage.awaitVerified(id);
        send("attestVerificationItem", "seen", 200);
        send("showVerification", 200);
        send("showCutover", 200);
        send("diagnose", 200);
    }

    private void signIn() {
        control.send(
                "PUT",
                "/user_management/users/" + ids.get("workosUserId"),
                "{\"password\":\"correct horse battery staple\"}");
        assertThat(send("signIn", "credentials", 200).path("outcome").asText()).isEqualTo("SIGNED_IN");
        // The token of the example was never given out.
        send("answerChallenge", "code", 401);
        send("mailForgottenPassword", "address", 202);
    }

    private void service() {
        send("changeRateBudget", "writes", 200);
        send("changeRateBudget", "all", 200);
        send("showRateBudget", 200);
        send("listAudit", 200);
        assertThat(send("checkAuditChain", 200).path("intact").asBoolean()).isTrue();
    }

    private void anotherMigration(String id) {
        ids.put("id", id);
        send("changeMigration", "name", 200);
        send("changeMigration", "options", 200);
        sandbox.faults(SLOW);
        portage.start(id);
        send("cancelMigration", 200);
        sandbox.faults("{}");
    }

    private void undo(String id) {
        ids.put("id", id);
        send("undoMigration", "dry-run", 200);
        send("undoMigration", "confirmed", 202);
        portage.awaitState(id, "UNDONE");
    }

    private JsonNode send(String operationId, int status) {
        return send(operationId, "", status);
    }

    /** Sends a call with its path, its query and one of its bodies as they are in the document; answers the answer. */
    private JsonNode send(String operationId, String example, int status) {
        Contract.Operation operation = contract.operation(operationId);
        RequestSpecification request = portage.request();
        if (!example.isEmpty()) {
            JsonNode body = body(operation, example);
            assertThat(contract.faultsOfRequest(operation, body))
                    .as("example %s of %s", example, operationId)
                    .isEmpty();
            request.contentType("application/json").body(body.toString());
        }
        String url = url(operation);
        Response response = request.request(operation.method(), url);
        if (!operation.method().equals("GET") && !operation.path().startsWith("/sign-in")) {
            changes.add("%s %s %d".formatted(operation.method(), url.split("\\?")[0], response.statusCode()));
        }
        sent.add(operationId + (example.isEmpty() ? "" : " " + example));
        assertThat(response.statusCode())
                .as("%s %s: %s", operationId, example, response.asString())
                .isEqualTo(status);
        return Contract.isJson(String.valueOf(response.contentType())) ? Portage.json(response) : Portage.json("{}");
    }

    private static JsonNode body(Contract.Operation operation, String example) {
        JsonNode body = operation
                .json()
                .path("requestBody")
                .path("content")
                .path("application/json")
                .path("examples")
                .path(example)
                .path("value");
        assertThat(body.isMissingNode())
                .as("example %s of %s", example, operation.id())
                .isFalse();
        return body;
    }

    private String url(Contract.Operation operation) {
        String path = operation.path();
        for (Map.Entry<String, JsonNode> parameter :
                Contract.parameters(operation, "path").entrySet()) {
            String documented = parameter.getValue().path("example").asText();
            assertThat(documented)
                    .as("%s of %s", parameter.getKey(), operation.id())
                    .isNotEmpty();
            path = path.replace("{" + parameter.getKey() + "}", ids.getOrDefault(parameter.getKey(), documented));
        }
        StringBuilder query = new StringBuilder();
        Contract.parameters(operation, "query").forEach((name, parameter) -> {
            if (parameter.has("example")) {
                query.append(query.isEmpty() ? '?' : '&')
                        .append(name)
                        .append('=')
                        .append(URLEncoder.encode(parameter.path("example").asText(), StandardCharsets.UTF_8));
            }
        });
        return path + query;
    }

    private Set<String> documented() {
        Set<String> documented = new TreeSet<>();
        for (Contract.Operation operation : contract.operations()) {
            JsonNode examples = operation
                    .json()
                    .path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("examples");
            if (examples.isEmpty()) {
                documented.add(operation.id());
            }
            examples.fieldNames().forEachRemaining(name -> documented.add(operation.id() + " " + name));
        }
        return documented;
    }
}
