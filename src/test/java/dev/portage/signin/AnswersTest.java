package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.migration.SignInOutcome;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the sign-in page is told, for each thing that Cognito and WorkOS can answer. */
@QuarkusTest
class AnswersTest extends SignInTestBase {
    /** Milliseconds that a refusal takes a whole number of, as {@link dev.portage.testing.SandboxResource} sets it. */
    private static final int STEP = 300;

    @Test
    void whoeverIsNotLetInIsAnsweredAlikeAndNotAtOnce() {
        Door door = oddPool();
        PoolUser inWorkOs = plainUser(door);
        signedIn(signIn(inWorkOs), "cognito", true);
        PoolUser locked = user(door, user -> plain(user) && !user.sub().equals(inWorkOs.sub()));
        lock(locked);
        PoolUser disabled = user(door, user -> !user.enabled());
        PoolUser google = user(
                door,
                user -> user.password() == null
                        && user.username().startsWith("Google_")
                        && user.attribute("email").isPresent());

        Map<String, Response> refusals = new LinkedHashMap<>();
        Map<String, Long> millis = new LinkedHashMap<>();
        Map<String, String[]> tries = new LinkedHashMap<>();
        tries.put("unknown", new String[] {"nobody@example.org", "Passw0rd!1"});
        tries.put("wrong in WorkOS", new String[] {email(inWorkOs), "wrong"});
        tries.put("locked", new String[] {email(locked), locked.password()});
        tries.put("disabled", new String[] {email(disabled), disabled.password()});
        tries.put("of Google", new String[] {email(google), "Passw0rd!1"});
        tries.forEach((who, with) -> {
            long began = System.nanoTime();
            refusals.put(who, signIn(with[0], with[1]));
            millis.put(who, (System.nanoTime() - began) / 1_000_000);
        });

        String body = refusals.get("unknown").asString();
        refusals.forEach((who, refusal) -> {
            refused(refusal);
            assertThat(refusal.asString()).as(who).isEqualTo(body);
            assertThat(millis.get(who)).as(who).isGreaterThanOrEqualTo(STEP);
        });
        seen(email(locked), SignInOutcome.LOCKED);
        seen(email(disabled), SignInOutcome.DISABLED);
    }

    /** Held back to the next whole step, and not to the first one only: else Cognito's slowness would show after that. */
    @Test
    void aRefusalThatTookLongerIsHeldBackToTheNextStep() {
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        refused(signIn(email(user), "wrong"));
        sandbox.faults("{\"cognito\":{\"latencyMillis\":%d}}".formatted(STEP + 50));
        sandbox.resetCalls();

        long began = System.nanoTime();
        refused(signIn(email(user), "wrong"));

        assertThat(control.calls("AdminInitiateAuth")).isEqualTo(1);
        assertThat((System.nanoTime() - began) / 1_000_000).isGreaterThanOrEqualTo(2 * STEP);
    }

    /** As somebody else does who tries passwords at the application itself. */
    private void lock(PoolUser user) {
        for (int i = 0; i < 8; i++) {
            sandbox.advance(Duration.ofSeconds(1L << i));
            signInAtCognito(user);
        }
    }

    private void signInAtCognito(PoolUser user) {
        String body = """
                {"ClientId":"signinpublicclient","AuthFlow":"USER_PASSWORD_AUTH",
                 "AuthParameters":{"USERNAME":"%s","PASSWORD":"wrong"}}""".formatted(user.username());
        RestAssured.given()
                .header("X-Amz-Target", "AWSCognitoIdentityProviderService.InitiateAuth")
                .body(body)
                .post(sandbox.url())
                .then()
                .statusCode(400);
    }

    @Test
    void everythingThatCognitoSaysHasItsOutcome() {
        Door door = plainUsers(40);
        Map<String, SignInOutcome> resets = Map.of(
                "MFA_SETUP", SignInOutcome.FACTOR_TO_SET_UP,
                "CUSTOM_CHALLENGE", SignInOutcome.CUSTOM_SIGN_IN,
                "UserNotConfirmedException", SignInOutcome.NOT_CONFIRMED,
                "PasswordResetRequiredException", SignInOutcome.RESET_REQUIRED,
                "TemporaryPasswordExpired", SignInOutcome.TEMPORARY_PASSWORD_EXPIRED);
        Map<String, SignInOutcome> refusals = Map.of(
                "SELECT_CHALLENGE", SignInOutcome.NOT_PROVEN,
                "WEB_AUTHN", SignInOutcome.NOT_PROVEN,
                "DEVICE_SRP_AUTH", SignInOutcome.NOT_PROVEN,
                "SOMETHING_NEW", SignInOutcome.NOT_PROVEN,
                "UserNotFoundException", SignInOutcome.UNKNOWN_USER,
                "UserLambdaValidationException", SignInOutcome.TRIGGER_REFUSED);
        Map<String, SignInOutcome> failures = Map.of(
                "UnexpectedLambdaException", SignInOutcome.TRIGGER_FAILED,
                "InvalidLambdaResponseException", SignInOutcome.TRIGGER_FAILED,
                "ForbiddenException", SignInOutcome.COGNITO_BLOCKED,
                "TooManyRequestsException", SignInOutcome.COGNITO_THROTTLED,
                "InvalidParameterException", SignInOutcome.COGNITO_MISCONFIGURED);
        List<PoolUser> users = poolUsers(door.pool());
        int next = 0;
        for (var each : resets.entrySet()) {
            PoolUser user = answering(door, users.get(next++), each.getKey());
            outcome("PASSWORD_RESET_REQUIRED", signIn(user));
            seen(email(user), each.getValue());
        }
        for (var each : refusals.entrySet()) {
            PoolUser user = answering(door, users.get(next++), each.getKey());
            refused(signIn(user));
            seen(email(user), each.getValue());
        }
        for (var each : failures.entrySet()) {
            PoolUser user = answering(door, users.get(next++), each.getKey());
            Response response = signIn(user);
            assertThat(response.statusCode()).as(each.getKey()).isEqualTo(503);
            assertThat(response.header("Retry-After")).isNotBlank();
            seen(email(user), each.getValue());
        }
        assertThat(sandbox.workos().userCount()).as("nobody came over").isZero();
    }

    private PoolUser answering(Door door, PoolUser user, String challenge) {
        return change(door, user, "{\"challenge\":\"%s\"}".formatted(challenge));
    }

    @Test
    void aSecondFactorIsOwedBeforeAnythingGoesOver() {
        Door door = oddPool();
        PoolUser user = user(door, totp -> "SOFTWARE_TOKEN_MFA".equals(totp.challenge()));

        JsonNode challenge = outcome("MFA_REQUIRED", signIn(user));

        assertThat(challenge.path("source").asText()).isEqualTo("cognito");
        assertThat(challenge.path("code").asText()).isEqualTo("SOFTWARE_TOKEN_MFA");
        assertThat(inWorkOsAtAll(user)).isFalse();
        Response wrong = answer(challenge, "code", "000000");
        assertThat(wrong.statusCode()).isEqualTo(401);
        assertThat(Portage.json(wrong).path("type").asText()).isEqualTo("invalid-code");
        assertThat(inWorkOsAtAll(user)).isFalse();

        JsonNode in = signedIn(answer(challenge, "code", "123456"), "cognito", true);
        assertThat(in.path("mfaEnrollmentRequired").asBoolean()).isTrue();
        Response again = answer(challenge, "code", "123456");
        assertThat(again.statusCode()).isEqualTo(401);
        assertThat(Portage.json(again).path("type").asText()).isEqualTo("challenge-expired");
        signedIn(signIn(user), "workos", false);
    }

    @Test
    void aFactorIsChosenAndATemporaryPasswordReplaced() {
        Door door = oddPool();
        PoolUser choosing = change(door, plainUser(door), "{\"challenge\":\"SELECT_MFA_TYPE\"}");
        JsonNode choice = outcome("MFA_REQUIRED", signIn(choosing));
        assertThat(choice.path("factors").toString()).isEqualTo("[\"SOFTWARE_TOKEN_MFA\",\"SMS_MFA\"]");
        assertThat(answer(choice, "factor", "EMAIL_OTP").statusCode()).isEqualTo(400);
        assertThat(answer(choice, "code", "123456").statusCode()).isEqualTo(400);
        JsonNode sms = outcome("MFA_REQUIRED", answer(choice, "factor", "SMS_MFA"));
        assertThat(sms.path("destination").asText()).contains("*");
        signedIn(answer(sms, "code", "123456"), "cognito", true);

        PoolUser invited = user(door, user -> user.status().equals("FORCE_CHANGE_PASSWORD"));
        JsonNode owed = outcome("NEW_PASSWORD_REQUIRED", signIn(invited));
        Response refused = answer(owed, "newPassword", "tiny");
        assertThat(refused.statusCode()).isEqualTo(422);
        signedIn(answer(owed, "newPassword", "Quite-a-new-one-5"), "cognito", true);
        signedIn(signIn(email(invited), "Quite-a-new-one-5"), "workos", false);
    }

    @Test
    void whatWorkOsWantsIsPassedOnWithItsToken() {
        Door door = plainUsers(10);
        Map<String, String> steps = Map.of(
                "mfa_challenge", "MFA_REQUIRED",
                "mfa_enrollment", "MFA_ENROLLMENT_REQUIRED",
                "email_verification_required", "EMAIL_VERIFICATION_REQUIRED",
                "organization_selection_required", "ORGANIZATION_SELECTION_REQUIRED",
                "radar_challenge", "FURTHER_STEP_REQUIRED");
        List<PoolUser> users = poolUsers(door.pool());
        int next = 0;
        for (var step : steps.entrySet()) {
            PoolUser user = users.get(next++);
            String id = signedIn(signIn(user), "cognito", true).at("/user/id").asText();
            control.send(
                    "PUT", "/sandbox/workos/users/" + id + "/traits", "{\"stepUp\":\"%s\"}".formatted(step.getKey()));
            JsonNode body = outcome(step.getValue(), signIn(user));
            assertThat(body.path("code").asText()).isEqualTo(step.getKey());
            assertThat(body.path("pendingWith").asText()).isEqualTo("workos");
            assertThat(body.path("pendingAuthenticationToken").asText()).isNotBlank();
            assertThat(body.has("accessToken")).isFalse();
        }
        PoolUser user = users.get(next);
        String id = signedIn(signIn(user), "cognito", true).at("/user/id").asText();
        control.send("PUT", "/sandbox/workos/users/" + id + "/traits", "{\"stepUp\":\"sso_required\"}");
        assertThat(outcome("SSO_REQUIRED", signIn(user)).has("pendingAuthenticationToken"))
                .isFalse();
    }

    @Test
    void guessingEndsBeforeAnybodyIsAsked() {
        Door door = plainUsers(3);
        PoolUser user = plainUser(door);
        for (int i = 0; i < 5; i++) {
            refused(signIn(email(user), "guess-" + i));
        }
        sandbox.resetCalls();

        Response limited = signIn(email(user).toUpperCase(Locale.ROOT), user.password());

        assertThat(limited.statusCode()).isEqualTo(429);
        assertThat(Integer.parseInt(limited.header("Retry-After"))).isBetween(1, 60);
        assertThat(control.operations()).isEmpty();
        seen(email(user), SignInOutcome.LIMITED);
    }
}
