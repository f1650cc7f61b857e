package dev.portage.testing;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Predicate;
import org.awaitility.core.ConditionTimeoutException;

/** An operator at a running service: its admin API over HTTP, and nothing else of it. */
public final class Portage {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Set<String> RUNNING = Set.of("ASSESSING", "DISCOVERING", "IMPORTING", "UNDOING");

    private final URI service;
    private final String token;
    private final List<String> created;

    public Portage(URI service, String token) {
        this(service, token, new ArrayList<>());
    }

    private Portage(URI service, String token, List<String> created) {
        this.service = service;
        this.token = token;
        this.created = created;
    }

    /** The same service, with another caller's token. */
    public Portage as(String otherToken) {
        return new Portage(service, otherToken, created);
    }

    /** The migrations created through this client. */
    public List<String> created() {
        return List.copyOf(created);
    }

    public RequestSpecification request() {
        return given().baseUri(service.getScheme() + "://" + service.getHost())
                .port(service.getPort())
                .urlEncodingEnabled(false)
                .header("Authorization", "Bearer " + token);
    }

    public Response get(String path) {
        return request().get(path);
    }

    public Response delete(String path) {
        return request().delete(path);
    }

    public Response post(String path) {
        return request().post(path);
    }

    public Response send(String method, String path, String body) {
        return request().contentType("application/json").body(body).request(method, path);
    }

    public static JsonNode json(Response response) {
        return json(response.asString());
    }

    public static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("no JSON: " + text, e);
        }
    }

    private static JsonNode answer(Response response, int status) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(status);
        return json(response);
    }

    /** Creates a migration of a pool with every option at its default. */
    public String create(String poolId) {
        return create(poolId, "{}");
    }

    public String create(String poolId, String options) {
        return create(
                "{\"type\":\"user-pool\",\"userPoolId\":\"%s\",\"region\":\"us-east-1\"}".formatted(poolId),
                poolId,
                options);
    }

    public String createForDump(String options) {
        return create("{\"type\":\"dump\"}", "dump", options);
    }

    private String create(String source, String name, String options) {
        String body = "{\"name\":\"%s\",\"source\":%s,\"options\":%s}".formatted(name, source, options);
        String id = answer(send("POST", "/migrations", body), 201).path("id").asText();
        created.add(id);
        return id;
    }

    public JsonNode show(String id) {
        return answer(get("/migrations/" + id), 200);
    }

    /** Starts an import run, which must be a new one. */
    public JsonNode start(String id, String audience) {
        return answer(send("POST", "/migrations/" + id + "/imports", audience), 202);
    }

    public JsonNode start(String id) {
        return answer(post("/migrations/" + id + "/imports"), 202);
    }

    /** Starts a run for everybody and waits for its end. */
    public JsonNode importAll(String id) {
        start(id);
        return awaitEnd(id);
    }

    /** Creates a migration of the pool and imports everybody. */
    public String importPool(String poolId, String options) {
        String id = create(poolId, options);
        importAll(id);
        return id;
    }

    /** Waits until nothing runs any more, and nothing is paused. */
    public JsonNode awaitEnd(String id) {
        return awaitThat(
                id,
                migration ->
                        !RUNNING.contains(state(migration)) && !state(migration).equals("PAUSED"));
    }

    public JsonNode awaitState(String id, String state) {
        return awaitThat(id, migration -> state(migration).equals(state));
    }

    public JsonNode awaitThat(String id, Predicate<JsonNode> condition) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        try {
            await().atMost(PATIENCE)
                    .pollDelay(Duration.ZERO)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> {
                        last.set(show(id));
                        return condition.test(last.get());
                    });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("still not so: " + last.get() + "\nruns: " + runs(id), e);
        }
        return last.get();
    }

    private static String state(JsonNode migration) {
        return migration.path("state").asText();
    }

    public JsonNode pause(String id) {
        return answer(post("/migrations/" + id + "/pause"), 200);
    }

    public JsonNode resume(String id) {
        return answer(post("/migrations/" + id + "/resume"), 200);
    }

    public JsonNode cancel(String id) {
        return answer(post("/migrations/" + id + "/cancel"), 200);
    }

    /** Cancels what may have ended by itself meanwhile. */
    public void cancelIfRunning(String id) {
        endsOrHasEnded(post("/migrations/" + id + "/cancel"));
    }

    /** Cancels a campaign that may have ended by itself meanwhile. */
    public void cancelCampaignIfRunning(String id, String campaign) {
        endsOrHasEnded(post("/migrations/" + id + "/campaigns/" + campaign + "/cancel"));
    }

    private static void endsOrHasEnded(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isIn(200, 409);
    }

    /** Starts an assessment, which must be a new one. */
    public JsonNode assess(String id) {
        return answer(post("/migrations/" + id + "/assessment"), 202);
    }

    public JsonNode assessment(String id) {
        return answer(get("/migrations/" + id + "/assessment"), 200);
    }

    /** Waits until an assessment, or a plan made anew, can be read. */
    public JsonNode awaitAssessed(String id) {
        awaitThat(
                id,
                migration -> assessment(id).path("state").asText().equals("READY")
                        || state(migration).equals("FAILED"));
        JsonNode assessed = assessment(id);
        assertThat(assessed.path("state").asText()).as(assessed.toString()).isEqualTo("READY");
        return assessed;
    }

    /** Starts a verification, which must be a new one, and waits for its end. */
    public JsonNode verify(String id, String order) {
        answer(send("POST", "/migrations/" + id + "/verification", order), 202);
        return awaitVerified(id);
    }

    /** Verifies, and attests whatever is left for a person to see. */
    public void verifyAndAttest(String id) {
        for (JsonNode item : verify(id, "{}").path("items")) {
            if (item.path("status").asText().equals("unattested")) {
                String path = "/migrations/" + id + "/verification/"
                        + item.path("item").asText();
                answer(send("PUT", path, "{\"passed\":true,\"evidence\":\"seen\"}"), 200);
            }
        }
    }

    public JsonNode verification(String id) {
        return answer(get("/migrations/" + id + "/verification"), 200);
    }

    public JsonNode awaitVerified(String id) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                last.set(verification(id));
                return last.get().path("state").asText().equals("DONE");
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("still not so: " + last.get(), e);
        }
        return last.get();
    }

    /** The runs, the newest first. */
    public List<JsonNode> runs(String id) {
        return all("/migrations/" + id + "/runs?");
    }

    public List<JsonNode> users(String id) {
        return users(id, "");
    }

    /** @param query such as {@code state=FAILED}, encoded */
    public List<JsonNode> users(String id, String query) {
        return all("/migrations/" + id + "/users?" + (query.isEmpty() ? "" : query + "&"));
    }

    public Map<String, JsonNode> usersBySub(String id) {
        Map<String, JsonNode> bySub = new LinkedHashMap<>();
        users(id).forEach(user -> bySub.put(user.path("sub").asText(), user));
        return bySub;
    }

    private List<JsonNode> all(String path) {
        List<JsonNode> items = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = answer(get(path + "limit=500" + after), 200);
            page.path("items").forEach(items::add);
            after = page.path("next").isNull()
                    ? ""
                    : "&after=" + page.path("next").asText();
        } while (!after.isEmpty());
        return items;
    }

    public JsonNode user(String id, String sub) {
        return answer(get("/migrations/" + id + "/users/" + sub), 200);
    }

    /** The answer to {@code POST …/retry}: how many are tried again. */
    public int retry(String id, String body) {
        return answer(send("POST", "/migrations/" + id + "/retry", body), 202)
                .path("retried")
                .asInt();
    }

    public JsonNode patch(String id, String changes) {
        return answer(send("PATCH", "/migrations/" + id, changes), 200);
    }

    /** Starts a campaign of password resets; its id. */
    public String mail(String id, String order) {
        return answer(send("POST", "/migrations/" + id + "/password-resets", order), 202)
                .path("id")
                .asText();
    }

    /** Whom a campaign would mail. */
    public JsonNode wouldMail(String id, String order) {
        return answer(send("POST", "/migrations/" + id + "/password-resets", order), 200);
    }

    public List<JsonNode> campaigns(String id) {
        List<JsonNode> campaigns = new ArrayList<>();
        answer(get("/migrations/" + id + "/campaigns"), 200).path("items").forEach(campaigns::add);
        return campaigns;
    }

    public JsonNode campaign(String id, String campaign) {
        return answer(get("/migrations/" + id + "/campaigns/" + campaign), 200);
    }

    public JsonNode campaign(String id, String campaign, String what) {
        return answer(post("/migrations/" + id + "/campaigns/" + campaign + "/" + what), 200);
    }

    public JsonNode awaitCampaign(String id, String campaign, Predicate<JsonNode> condition) {
        AtomicReference<JsonNode> last = new AtomicReference<>();
        try {
            await().atMost(PATIENCE).pollInterval(Duration.ofMillis(50)).until(() -> {
                last.set(campaign(id, campaign));
                return condition.test(last.get());
            });
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("still not so: " + last.get() + "\nresets: " + resets(id), e);
        }
        return last.get();
    }

    /** Waits until every mail of a campaign has been tried. */
    public JsonNode awaitMailed(String id, String campaign) {
        return awaitCampaign(id, campaign, shown -> state(shown).equals("COMPLETED"));
    }

    /** The password resets, the latest first. */
    public List<JsonNode> resets(String id) {
        return all("/migrations/" + id + "/password-resets?");
    }

    public JsonNode retryReset(String id, String reset) {
        return answer(post("/migrations/" + id + "/password-resets/" + reset + "/retry"), 202);
    }

    /** The groups of the pool, with what each becomes. */
    public List<JsonNode> groups(String id) {
        return all("/migrations/" + id + "/groups?");
    }

    /** Decides what a group becomes. */
    public JsonNode decide(String id, String group, String decision) {
        return answer(send("PUT", "/migrations/" + id + "/groups/" + group, decision), 200);
    }

    public JsonNode attributes(String workosUserId) {
        return answer(get("/users/" + workosUserId + "/attributes"), 200);
    }

    public JsonNode budget() {
        return answer(get("/rate-budget"), 200);
    }

    public void budget(int writesPer10s, int readsPer10s, int requestsPer60s) {
        answer(
                send(
                        "PUT",
                        "/rate-budget",
                        "{\"writesPer10s\":%d,\"readsPer10s\":%d,\"requestsPer60s\":%d}"
                                .formatted(writesPer10s, readsPer10s, requestsPer60s)),
                200);
    }

    /** An answer to an upload. */
    public record Uploaded(int status, JsonNode body) {}

    public Uploaded upload(String id, byte[] dump, String contentType) {
        HttpRequest request = HttpRequest.newBuilder(service.resolve("/migrations/" + id + "/dump"))
                .header("Authorization", "Bearer " + token)
                .header("Content-Type", contentType)
                .PUT(HttpRequest.BodyPublishers.ofByteArray(dump))
                .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            return new Uploaded(response.statusCode(), json(response.body()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
