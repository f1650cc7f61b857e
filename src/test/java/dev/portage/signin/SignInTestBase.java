package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portage.migration.RecordedSignIns;
import dev.portage.migration.SignInOutcome;
import dev.portage.migration.SignIns;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/** A sign-in page's server at the front door, for users of a pool whose app client the service knows. */
abstract class SignInTestBase extends MigrationTest {
    private static final AtomicInteger COUNT = new AtomicInteger();
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Another client each time, so that no test uses up the tries of another. */
    private final String address = "198.51.100." + COUNT.incrementAndGet() % 250;

    /** Makes a pool that the app client belongs to. */
    String signInPool(String json) {
        String id = signInPoolId();
        sandbox.pool(id, json);
        return id;
    }

    /** A pool of users of every kind, and its live migration, which has not run. */
    Door oddPool() {
        String pool = signInPool("{\"users\":1000,\"seed\":" + COUNT.incrementAndGet() + "}");
        return new Door(pool, portage.create(pool));
    }

    Door plainUsers(int users) {
        String pool =
                signInPool("{\"users\":%d,\"oddities\":false,\"seed\":%d}".formatted(users, COUNT.incrementAndGet()));
        return new Door(pool, portage.create(pool));
    }

    /** A pool and its migration. */
    record Door(String pool, String migration) {}

    PoolUser user(Door door, Predicate<PoolUser> wanted) {
        return poolUsers(door.pool()).stream().filter(wanted).findFirst().orElseThrow();
    }

    PoolUser plainUser(Door door) {
        return user(door, SignInTestBase::plain);
    }

    static boolean plain(PoolUser user) {
        return user.status().equals("CONFIRMED")
                && user.enabled()
                && user.challenge() == null
                && user.attribute("email_verified").orElse("").equals("true")
                && !user.attributes().containsKey("identities")
                && String.valueOf(user.password()).startsWith("Passw0rd!");
    }

    static String email(PoolUser user) {
        return user.attribute("email").orElseThrow();
    }

    /** Changes a user of the pool, in the words of the sandbox's controls. */
    PoolUser change(Door door, PoolUser user, String change) {
        control.send("PATCH", "/sandbox/pools/" + door.pool() + "/users/" + user.sub(), change);
        return user(door, same -> same.sub().equals(user.sub()));
    }

    Portage page() {
        return portage.as(token("sign-in"));
    }

    ObjectNode credentials(String email, String password) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("email", email)
                .put("password", password)
                .put("ipAddress", address)
                .put("userAgent", "Mozilla/5.0 (test)");
    }

    Response signIn(String email, String password) {
        return page().send("POST", "/sign-in", credentials(email, password).toString());
    }

    Response signIn(PoolUser user) {
        return signIn(email(user), user.password());
    }

    Response answer(JsonNode challenge, String field, String value) {
        ObjectNode body = JsonNodeFactory.instance
                .objectNode()
                .put(
                        "pendingAuthenticationToken",
                        challenge.path("pendingAuthenticationToken").asText())
                .put(field, value)
                .put("ipAddress", address);
        return page().send("POST", "/sign-in/challenge", body.toString());
    }

    Response reset(String email) {
        return page().send(
                        "POST",
                        "/sign-in/password-reset",
                        JsonNodeFactory.instance
                                .objectNode()
                                .put("email", email)
                                .put("ipAddress", address)
                                .toString());
    }

    /** The answer's body, which must have this outcome. */
    JsonNode outcome(String outcome, Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        JsonNode body = Portage.json(response);
        assertThat(body.path("outcome").asText()).as(body.toString()).isEqualTo(outcome);
        return body;
    }

    JsonNode signedIn(Response response, String source, boolean migrated) {
        JsonNode body = outcome("SIGNED_IN", response);
        assertThat(body.path("source").asText()).isEqualTo(source);
        assertThat(body.path("migrated").asBoolean()).isEqualTo(migrated);
        assertThat(body.path("accessToken").asText()).isNotBlank();
        return body;
    }

    void refused(Response response) {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(401);
        assertThat(Portage.json(response).path("type").asText()).isEqualTo("invalid-credentials");
    }

    /** What operators see of the latest sign-in with this address, once it is written. */
    SignIns.Recorded seen(String email, SignInOutcome outcome) {
        SignIns outcomes = RecordedSignIns.of(database, Sandbox.API_KEY);
        await().atMost(SOON)
                .untilAsserted(() -> assertThat(outcomes.ofEmail(email, 1))
                        .extracting(SignIns.Recorded::outcome)
                        .isEqualTo(List.of(outcome)));
        return outcomes.ofEmail(email, 1).getFirst();
    }

    JsonNode row(Door door, PoolUser user) {
        return portage.user(door.migration(), user.sub());
    }

    boolean inWorkOsAtAll(PoolUser user) {
        return sandbox.workos().userByExternalId(user.sub()).isPresent();
    }
}
