package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.migration.SignInOutcome;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** How users come over by signing in. */
@QuarkusTest
class SignInTest extends SignInTestBase {

    @Test
    void aUserWhomNoImportHasSeenArrivesAndFromThenOnWorkOsAnswersAlone() {
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);

        JsonNode first = signedIn(signIn(user), "cognito", true);

        assertThat(first.at("/user/externalId").asText()).isEqualTo(user.sub());
        assertThat(first.path("mfaEnrollmentRequired").asBoolean()).isFalse();
        JsonNode row = row(door, user);
        assertThat(row.path("state").asText()).isEqualTo("IMPORTED");
        assertThat(row.path("workosUserId").asText())
                .isEqualTo(first.at("/user/id").asText());
        assertThat(inWorkOs(user.sub()).metadata()).containsKey("plan");
        seen(email(user), SignInOutcome.CARRIED_OVER);

        sandbox.resetCalls();
        signedIn(signIn(user), "workos", false);
        assertThat(control.operations()).containsExactly("authenticate");
        assertThat(control.calls("authenticate")).isEqualTo(1);
        assertThat(seen(email(user), SignInOutcome.SIGNED_IN).sub()).isEqualTo(user.sub());
    }

    @Test
    void aUserWhoWasImportedIsCompletedWhateverTheCaseOfTheAddress() {
        Door door = plainUsers(3);
        portage.importAll(door.migration());
        PoolUser user = plainUser(door);

        signedIn(signIn(email(user).toUpperCase(Locale.ROOT), user.password()), "cognito", true);

        signedIn(signIn(user), "workos", false);
        assertThat(row(door, user).path("state").asText()).isEqualTo("IMPORTED");
        assertThat(row(door, user).path("history").findValuesAsText("what")).contains("completed");
    }

    @Test
    void membersJoinTheirOrganizationBeforeTheySignIn() {
        String organization = control.createOrganization("Acme");
        String pool = signInPool("{\"users\":2,\"oddities\":false}");
        Door door = new Door(pool, portage.create(pool, "{\"organizationId\":\"%s\"}".formatted(organization)));
        PoolUser user = plainUser(door);

        JsonNode body = signedIn(signIn(user), "cognito", true);

        assertThat(body.path("organizationId").asText()).isEqualTo(organization);
        assertThat(row(door, user).at("/memberships/0/state").asText()).isEqualTo("ASSIGNED");
    }

    @Test
    void theNextImportKnowsWhoCameOverBySigningIn() {
        Door door = plainUsers(5);
        signedIn(signIn(plainUser(door)), "cognito", true);

        portage.importAll(door.migration());

        assertThat(portage.show(door.migration()).at("/users/imported").asInt()).isEqualTo(5);
        assertThat(inWorkOs(plainUser(door).sub()).metadata()).containsKeys("plan", "tenant");
    }

    @Test
    void aPasswordThatWasResetInWorkOsNeverGivesWay() {
        Door door = plainUsers(3);
        portage.importAll(door.migration());
        PoolUser user = plainUser(door);
        control.send("POST", "/user_management/password_reset", "{\"email\":\"%s\"}".formatted(email(user)));
        String token = control.get("/sandbox/mailbox?email=" + email(user))
                .findValue("password_reset_token")
                .asText();
        control.send(
                "POST",
                "/user_management/password_reset/confirm",
                "{\"token\":\"%s\",\"new_password\":\"Another-one-4711\"}".formatted(token));

        refused(signIn(user));
        seen(email(user), SignInOutcome.WRONG_PASSWORD_IN_WORKOS);
        sandbox.resetCalls();
        refused(signIn(user));

        assertThat(control.calls("AdminInitiateAuth"))
                .as("no fallback any more")
                .isZero();
        signedIn(signIn(email(user), "Another-one-4711"), "workos", false);
    }

    @Test
    void anAccountOfSomebodyElseIsOnlyCompletedWhereCognitoVouches() {
        Door door = plainUsers(4);
        List<PoolUser> users = poolUsers(door.pool());
        PoolUser vouched = users.get(0);
        PoolUser unverified = change(door, users.get(1), "{\"attributes\":{\"email_verified\":\"false\"}}");
        PoolUser inUse = users.get(2);
        for (PoolUser user : List.of(vouched, unverified)) {
            control.send("POST", "/user_management/users", "{\"email\":\"%s\"}".formatted(email(user)));
        }
        control.send(
                "POST",
                "/user_management/users",
                "{\"email\":\"%s\",\"email_verified\":true,\"password\":\"Their-own-one-1\"}".formatted(email(inUse)));
        signedIn(signIn(email(inUse), "Their-own-one-1"), "workos", false);

        outcome("EMAIL_VERIFICATION_REQUIRED", signIn(vouched));
        assertThat(row(door, vouched).path("state").asText()).isEqualTo("LINKED");

        refused(signIn(unverified));
        assertThat(seen(email(unverified), SignInOutcome.NOT_CARRIED_OVER).detail())
                .contains("email-taken-unverified");
        refused(signIn(inUse));
        assertThat(inWorkOsAtAll(unverified) || inWorkOsAtAll(inUse)).isFalse();
        signedIn(signIn(email(inUse), "Their-own-one-1"), "workos", false);
    }

    @Test
    void aPasswordThatWorkOsFindsTooWeakIsLeftBehind() {
        Door door = oddPool();
        PoolUser user = user(door, weak -> String.valueOf(weak.password()).startsWith("short"));

        assertThat(outcome("PASSWORD_RESET_REQUIRED", signIn(user))
                        .path("migrated")
                        .asBoolean())
                .isTrue();
        outcome("PASSWORD_RESET_REQUIRED", signIn(user));

        assertThat(row(door, user).path("state").asText()).isEqualTo("IMPORTED");
        seen(email(user), SignInOutcome.PASSWORD_TOO_WEAK);
    }

    @Test
    void twoAtOnceCreateOneUser() throws Exception {
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        sandbox.faults("{\"workos\":{\"latencyMillis\":50}}");

        List<Response> answers;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Callable<Response> one = () -> signIn(user);
            answers = threads.invokeAll(List.of(one, one, one)).stream()
                    .map(Future::resultNow)
                    .toList();
        }

        assertThat(answers).allSatisfy(answer -> outcome("SIGNED_IN", answer));
        assertThat(sandbox.workos().userCount()).isEqualTo(1);
        assertThat(control.calls("users.create")).isEqualTo(1);
    }

    @Test
    void aLostAnswerHealsAtTheNextAttempt() {
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        sandbox.faults("{\"workos\":{\"lostAfterWrite\":1,\"operations\":[\"users.create\"],\"count\":1}}");

        Response lost = signIn(user);
        assertThat(lost.statusCode()).isEqualTo(503);
        assertThat(lost.header("Retry-After")).isNotBlank();
        assertThat(row(door, user).path("state").asText()).isEqualTo("PENDING");

        signedIn(signIn(user), "workos", false);
        await().atMost(Duration.ofSeconds(5))
                .untilAsserted(
                        () -> assertThat(row(door, user).path("state").asText()).isEqualTo("IMPORTED"));
        assertThat(control.calls("users.create")).isEqualTo(1);
    }

    @Test
    void anOutageOfOneSideHarmsOnlyWhoNeedsIt() {
        Door door = plainUsers(4);
        List<PoolUser> users = poolUsers(door.pool());
        signedIn(signIn(users.get(0)), "cognito", true);
        sandbox.faults("{\"cognito\":{\"outage\":true}}");
        signedIn(signIn(users.get(0)), "workos", false);
        Response stranded = signIn(users.get(1));
        assertThat(stranded.statusCode()).isEqualTo(503);
        assertThat(stranded.header("Retry-After")).isNotBlank();
        seen(email(users.get(1)), SignInOutcome.COGNITO_UNAVAILABLE);

        sandbox.faults("{\"workos\":{\"outage\":true}}");
        assertThat(signIn(users.get(0)).statusCode()).isEqualTo(503);

        sandbox.faults("{}");
        signedIn(signIn(users.get(1)), "cognito", true);
    }

    @Test
    void noPasswordAndNoAddressIsInTheDatabase() throws SQLException {
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        signedIn(signIn(user), "cognito", true);
        refused(signIn("nobody.at.all@example.org", "A-wrong-one-0815"));
        seen("nobody.at.all@example.org", SignInOutcome.WRONG_PASSWORD);
        outcome("MFA_REQUIRED", signIn(change(door, poolUsers(door.pool()).get(1), """
                {"challenge":"SMS_MFA","password":"Second-factor-99"}""")));

        DatabaseText text = new DatabaseText(database);
        for (String secret :
                List.of("Passw0rd!", "A-wrong-one-0815", "nobody.at.all@example.org", "Second-factor-99")) {
            assertThat(text.columnsThatHold(secret)).as(secret).isEmpty();
        }
    }

    @Test
    void whoForgotThePasswordIsSentAMailEvenFromCognito() {
        Door door = oddPool();
        PoolUser known = plainUser(door);
        PoolUser disabled = user(door, user -> !user.enabled());
        signedIn(signIn(known), "cognito", true);
        PoolUser unseen = user(door, user -> plain(user) && !user.sub().equals(known.sub()));

        for (String email : List.of(email(known), email(unseen), email(disabled), "nobody.here@example.org")) {
            Response answer = reset(email);
            assertThat(answer.statusCode()).isEqualTo(202);
            assertThat(answer.asString()).isEmpty();
        }

        seen(email(known), SignInOutcome.RESET_SENT);
        seen(email(unseen), SignInOutcome.RESET_SENT_TO_NEW_USER);
        seen(email(disabled), SignInOutcome.RESET_NOT_SENT);
        seen("nobody.here@example.org", SignInOutcome.RESET_NOT_SENT);
        assertThat(row(door, unseen).path("state").asText()).isEqualTo("IMPORTED");
        assertThat(control.get("/sandbox/mailbox?email=" + email(unseen)).findValues("password_reset_token"))
                .hasSize(1);
        assertThat(control.calls("passwordReset.create"))
                .as("known, unseen, again, disabled, nobody")
                .isLessThan(6);
        assertThat(inWorkOsAtAll(disabled)).isFalse();
    }

    @Test
    void theTokenOfTheSignInPageOpensNothingElse() {
        assertThat(page().get("/migrations").statusCode()).isEqualTo(403);
        assertThat(page().get("/audit").statusCode()).isEqualTo(403);
        assertThat(page().send("POST", "/migrations", "{}").statusCode()).isEqualTo(403);
        assertThat(portage.as(token("viewer"))
                        .send(
                                "POST",
                                "/sign-in",
                                credentials("a@example.com", "x").toString())
                        .statusCode())
                .isEqualTo(403);
    }

    @Test
    void badRequestsAreToldWhatToChange() {
        badRequest("{\"email\":\"a@example.com\"}", "password");
        badRequest("{\"email\":\"no address\",\"password\":\"x\"}", "email");
        badRequest("{\"email\":\"a@example.com\",\"password\":\"\"}", "password");
        badRequest("{\"email\":\"a@example.com\",\"password\":4711}", "password");
        badRequest("{\"email\":\"a@example.com\",\"password\":\"x\",\"ipAddress\":\"localhost\"}", "ipAddress");
        badRequest("{\"email\":\"a@example.com\",\"password\":\"Hush-hush-1\",\"pass\":\"Hush-hush-2\"}", "pass");
    }

    private void badRequest(String body, String field) {
        Response response = page().send("POST", "/sign-in", body);
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(400);
        assertThat(response.asString()).doesNotContain("Hush-hush", "4711");
        assertThat(Portage.json(response).at("/errors/0/field").asText()).isEqualTo(field);
    }
}
