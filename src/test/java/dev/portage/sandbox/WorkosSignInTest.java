package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.exceptions.BadRequestException;
import com.workos.common.exceptions.NotFoundException;
import com.workos.common.exceptions.RateLimitException;
import com.workos.common.exceptions.WorkOSException;
import com.workos.common.http.RequestConfig;
import com.workos.models.AuthenticateResponse;
import com.workos.models.PasswordReset;
import com.workos.usermanagement.CreateUserPassword;
import dev.portage.testing.SandboxTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import kotlin.Pair;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkosSignInTest extends SandboxTest {

    private static final String EMAIL = "ada@example.com";
    private static final String PASSWORD = "Passw0rd!1";

    private WorkOS workos;
    private String userId;

    @BeforeEach
    void start() {
        workos = SdkClients.workos(sandbox);
        userId = workos.getUserManagement()
                .create(new CreateUserPassword.Plaintext(PASSWORD), EMAIL, "Ada", "Lovelace", null, true)
                .getId();
    }

    private AuthenticateResponse signIn(String email, String password) {
        return workos.getUserManagement().authenticateWithPassword(email, password, null, "203.0.113.9", null, "test");
    }

    private WorkOSException refused(String email, String password) {
        return catchThrowableOfType(WorkOSException.class, () -> signIn(email, password));
    }

    private void traits(String json) {
        SdkClients.control(sandbox, "PUT", "/sandbox/workos/users/" + userId + "/traits", json);
    }

    @Test
    void theRightPasswordSignsIn() {
        AuthenticateResponse session = signIn("ADA@example.com", PASSWORD);

        assertThat(session.getUser().getId()).isEqualTo(userId);
        assertThat(session.getAccessToken()).isNotBlank();
        assertThat(session.getAuthenticationMethod()).hasToString("Password");
        assertThat(workos.getUserManagement().get(userId).getLastSignInAt()).isNotNull();
    }

    @Test
    void aWrongPasswordAndAnUnknownUserLookAlike() {
        WorkOSException wrong = refused(EMAIL, "Passw0rd!2");
        WorkOSException unknown = refused("nobody@example.com", PASSWORD);

        assertThat(wrong.status).isEqualTo(400);
        assertThat(wrong.code).isEqualTo("invalid_credentials");
        assertThat(unknown.rawBody).isEqualTo(wrong.rawBody);
    }

    @Test
    void stepUpsKeepTheirCodeWhateverTheirStatus() {
        traits("{\"stepUp\": \"mfa_challenge\"}");

        Set<Integer> statuses = new HashSet<>();
        for (int i = 0; i < 3; i++) {
            WorkOSException stepUp = refused(EMAIL, PASSWORD);
            assertThat(stepUp.code).isEqualTo("mfa_challenge");
            assertThat(stepUp.rawBody).contains("pending_authentication_token");
            statuses.add(stepUp.status);
        }
        assertThat(statuses).containsExactlyInAnyOrder(400, 403, 422);

        traits("{\"stepUp\": \"sso_required\"}");
        assertThat(refused(EMAIL, PASSWORD).rawBody).contains("\"error\":\"sso_required\"");
    }

    @Test
    void anUnverifiedEmailIsAStepUp() {
        workos.getUserManagement().create(new CreateUserPassword.Plaintext(PASSWORD), "new@example.com");

        assertThat(refused("new@example.com", PASSWORD).code).isEqualTo("email_verification_required");
    }

    @Test
    void severalOrganizationsAreAStepUp() {
        for (String name : List.of("a", "b")) {
            String organization = workos.getOrganizations().create(name).getId();
            workos.getOrganizationMembership().create(null, userId, organization);
        }

        assertThat(refused(EMAIL, PASSWORD).code).isEqualTo("organization_selection_required");
    }

    @Test
    void signInsAreLimitedByEmail() {
        for (int i = 0; i < 10; i++) {
            signIn(EMAIL, PASSWORD);
        }

        assertThat(refused(EMAIL, PASSWORD)).isInstanceOf(RateLimitException.class);
        assertThat(refused("other@example.com", PASSWORD)).isInstanceOf(BadRequestException.class);
        assertThat(SdkClients.control(sandbox, "GET", "/sandbox/limits")
                        .at("/workos.authenticate/worst")
                        .asInt())
                .isEqualTo(11);
    }

    @Test
    void aResetIsMailedAndSetsThePasswordOnce() {
        PasswordReset reset = workos.getUserManagement().resetPassword(EMAIL);
        JsonNode mail = SdkClients.control(sandbox, "GET", "/sandbox/mailbox?email=" + EMAIL);
        assertThat(mail.at("/mails/0/password_reset_url").asText()).isEqualTo(reset.getPasswordResetUrl());

        BadRequestException weak = catchThrowableOfType(
                BadRequestException.class,
                () -> workos.getUserManagement().confirmPasswordReset(reset.getPasswordResetToken(), "short"));
        assertThat(weak.code).isEqualTo("password_strength_error");
        assertThat(workos.getUserManagement()
                        .confirmPasswordReset(reset.getPasswordResetToken(), "An0ther!password")
                        .getUser()
                        .getEmailVerified())
                .isTrue();
        assertThat(signIn(EMAIL, "An0ther!password").getUser().getId()).isEqualTo(userId);
        assertThat(catchThrowableOfType(
                        NotFoundException.class,
                        () -> workos.getUserManagement()
                                .confirmPasswordReset(reset.getPasswordResetToken(), "An0ther!password")))
                .isNotNull();
    }

    @Test
    void aResetLinkLivesAnHour() {
        String token = workos.getUserManagement().resetPassword(EMAIL).getPasswordResetToken();

        sandbox.advance(Duration.ofMinutes(61));

        assertThat(catchThrowableOfType(
                                BadRequestException.class,
                                () -> workos.getUserManagement().confirmPasswordReset(token, "An0ther!password"))
                        .code)
                .isEqualTo("password_reset_token_expired");
    }

    @Test
    void resetsAreRefusedWithTheirCodes() {
        assertThat(refusedReset("nobody@example.com").status).isEqualTo(404);
        traits("{\"resetRefused\": true}");
        assertThat(refusedReset(EMAIL).code).isEqualTo("password_reset_not_allowed");
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"passwordSignIn\": false}");
        assertThat(refusedReset(EMAIL).code).isEqualTo("email_password_auth_disabled");
        refusedReset(EMAIL);
        assertThat(refusedReset(EMAIL)).as("the fourth within a minute").isInstanceOf(RateLimitException.class);
    }

    @Test
    void theDailyQuotaOfResetsIsNamed() {
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"resetQuota\": 1}");
        workos.getUserManagement().resetPassword(EMAIL);

        assertThat(refusedReset(EMAIL).code).isEqualTo("daily_quota_exceeded");
        sandbox.advance(Duration.ofDays(1));
        assertThat(workos.getUserManagement().resetPassword(EMAIL).getUserId()).isEqualTo(userId);
    }

    private WorkOSException refusedReset(String email) {
        return catchThrowableOfType(
                WorkOSException.class, () -> workos.getUserManagement().resetPassword(email));
    }

    @Test
    void eventsAreReadByTypeAfterACursor() {
        String token = workos.getUserManagement().resetPassword(EMAIL).getPasswordResetToken();
        workos.getUserManagement().confirmPasswordReset(token, "An0ther!password");

        JsonNode first = events("user.created,password_reset.succeeded", null, "1");
        assertThat(first.at("/data/0/event").asText()).isEqualTo("user.created");
        JsonNode second = events(
                "user.created,password_reset.succeeded",
                first.at("/list_metadata/after").asText(),
                "10");
        assertThat(second.at("/data/0/event").asText()).isEqualTo("password_reset.succeeded");
        assertThat(second.at("/data/0/data/user_id").asText()).isEqualTo(userId);
        assertThat(second.at("/list_metadata/after").isNull()).isTrue();
        assertThat(second.toString()).doesNotContain(token);
        assertThat(catchThrowableOfType(WorkOSException.class, () -> events("", null, "10")).status)
                .isEqualTo(422);
    }

    private JsonNode events(String names, String after, String limit) {
        List<Pair<String, String>> query = after == null
                ? List.of(new Pair<>("events", names), new Pair<>("limit", limit))
                : List.of(new Pair<>("events", names), new Pair<>("limit", limit), new Pair<>("after", after));
        return workos.baseClient.requestJson(new RequestConfig("GET", "/events", query));
    }

    @Test
    void authorizeLeadsToTheProviderWithTheClientIdThatIsSetUp() {
        assertThat(location("GoogleOAuth"))
                .contains("client_id=" + PoolProviders.GOOGLE_CLIENT_ID, "redirect_uri=https%3A%2F%2Fauth.workos.com");
        assertThat(location("AppleOAuth")).contains("error=");
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"defaultCredentials\": true}");
        assertThat(location("AppleOAuth")).contains("client_id=workos-default-apple");
        assertThat(authorize("FacebookOAuth").statusCode()).isEqualTo(400);
    }

    private String location(String provider) {
        HttpResponse<String> response = authorize(provider);
        assertThat(response.statusCode()).isEqualTo(302);
        return response.headers().firstValue("Location").orElseThrow();
    }

    private HttpResponse<String> authorize(String provider) {
        return SdkClients.http(
                sandbox,
                "GET",
                "/user_management/authorize?response_type=code&redirect_uri=https://app.example.com/callback&client_id="
                        + Sandbox.CLIENT_ID + "&provider=" + provider,
                "");
    }

    @Test
    void aConnectionIsMadeOncePerExternalId() {
        String organization = workos.getOrganizations().create("Acme").getId();
        String body = "{\"organization_id\":\"" + organization
                + "\",\"name\":\"Corp\",\"external_id\":\"corp\",\"connection_type\":\"GenericSAML\"}";
        String key = "Bearer " + Sandbox.API_KEY;

        var first = SdkClients.http(sandbox, "POST", "/connections", body, "Authorization", key);
        var second = SdkClients.http(sandbox, "POST", "/connections", body, "Authorization", key);

        assertThat(first.statusCode()).isEqualTo(201);
        assertThat(second.body()).isEqualTo(first.body());
        assertThat(workos.getSso().listConnections().data).hasSize(1);
    }
}
