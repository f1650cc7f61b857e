package dev.portage.signin;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.migration.SignInOutcome;
import dev.portage.sandbox.PoolUser;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * Somebody who has forgotten the password, whom no import has moved, and whose account is in WorkOS already: under the
 * address that Cognito has by now, where the one that is typed is an older one.
 */
@QuarkusTest
class ForgottenPasswordTest extends SignInTestBase {
    private static final String NOW = "ada.by.now@example.com";

    private Door door;
    private PoolUser user;
    private String typed;

    @BeforeEach
    void whoseAddressHasChangedSinceItWasRead() {
        door = plainUsers(3);
        typed = door.migration() + "@example.com";
        user = address(plainUser(door), typed);
        portage.assess(door.migration());
        portage.awaitAssessed(door.migration());
        user = address(user, NOW);
    }

    private PoolUser address(PoolUser whose, String email) {
        return change(door, whose, "{\"attributes\":{\"email\":\"%s\"}}".formatted(email));
    }

    private String account(String more) {
        return control.createInWorkOs("{\"email\":\"%s\",\"email_verified\":true%s}".formatted(NOW, more));
    }

    private String externalId(String account) {
        return control.workosUsers().get(account).path("external_id").asText();
    }

    private void askFor(SignInOutcome outcome) {
        assertThat(reset(typed).statusCode()).isEqualTo(202);
        seen(typed, outcome);
    }

    @Test
    void theAccountGetsTheExternalIdSoThatEverythingLaterKnowsIt() {
        String account = account("");
        askFor(SignInOutcome.RESET_SENT_TO_NEW_USER);

        assertThat(control.mailsByAddress()).containsOnlyKeys(NOW);
        assertThat(row(door, user).path("state").asText()).isEqualTo("LINKED");
        assertThat(externalId(account)).isEqualTo(user.sub());

        JsonNode users = portage.importAll(door.migration()).path("users");
        assertThat(users.path("linked").asInt()).isEqualTo(1);
        assertThat(users.path("imported").asInt()).isEqualTo(2);
        JsonNode reconciliation = reconciliation();
        assertThat(reconciliation.path("status").asText())
                .as(reconciliation.toString())
                .isEqualTo("passed");

        String name = portage.show(door.migration()).path("name").asText();
        portage.send("POST", "/migrations/" + door.migration() + "/undo", "{\"confirm\":\"" + name + "\"}");
        portage.awaitState(door.migration(), "UNDONE");
        assertThat(control.workosUsers()).containsOnlyKeys(account);
        assertThat(control.workosUsers().get(account).path("external_id").isNull())
                .as("as it was before")
                .isTrue();
    }

    private JsonNode reconciliation() {
        for (JsonNode item : portage.verify(door.migration(), "{}").path("items")) {
            if (item.path("item").asText().equals("reconciliation")) {
                return item;
            }
        }
        throw new AssertionError("no reconciliation");
    }

    @Test
    void anExternalIdOfAnotherIsNeverOverwritten() {
        String account = account(",\"external_id\":\"somebody-elses\"");
        askFor(SignInOutcome.RESET_NOT_SENT);

        assertThat(seen(typed, SignInOutcome.RESET_NOT_SENT).detail()).contains("external-id-taken", account);
        assertThat(externalId(account)).isEqualTo("somebody-elses");
        assertThat(row(door, user).path("state").asText()).isEqualTo("PENDING");
        assertThat(control.mails()).isEmpty();
        assertThat(control.calls("users.update")).isZero();
    }

    @Test
    void aLostAnswerToTheLinkingIsFoundByTheNextImport() {
        String account = account("");
        sandbox.faults("{\"workos\":{\"lostAfterWrite\":1,\"operations\":[\"users.update\"],\"count\":1}}");
        askFor(SignInOutcome.RESET_NOT_SENT);
        assertThat(row(door, user).path("state").asText()).isEqualTo("PENDING");

        portage.importAll(door.migration());

        assertThat(row(door, user).path("state").asText()).isEqualTo("LINKED");
        assertThat(externalId(account)).isEqualTo(user.sub());
        assertThat(control.calls("users.update")).isEqualTo(1);
    }

    @Test
    void whoWasDeletedInWorkOsSinceIsNotCreatedAgain() {
        portage.importAll(door.migration());
        String account = row(door, user).path("workosUserId").asText();
        control.send("DELETE", "/user_management/users/" + account, "");
        typed = NOW;

        askFor(SignInOutcome.RESET_NOT_SENT);

        assertThat(control.workosUsers()).hasSize(2);
        assertThat(control.mails()).isEmpty();
        portage.delete("/migrations/" + door.migration());
    }

    /** Anybody can use it up, at WorkOS's own sign-in page. */
    @Test
    void theLimitOfOneAddressHoldsNobodyElseUp() {
        portage.importAll(door.migration());
        typed = NOW;
        sandbox.faults("{\"workos\":{\"throttle\":1,\"retryAfter\":\"60\",\"count\":1,"
                + "\"operations\":[\"passwordReset.create\"]}}");

        askFor(SignInOutcome.RESET_NOT_SENT);

        assertThat(control.calls("passwordReset.create")).isEqualTo(1);
        assertThat(portage.budget().path("blockedUntil").isNull())
                .as(portage.budget().toString())
                .isTrue();
    }

    /** WorkOS takes neither the password that Cognito has proved nor another account with the address. */
    @Test
    void aPasswordThatIsTooWeakLinksTheAccountAllTheSame() {
        user = change(door, user, "{\"password\":\"short\"}");
        String account = account("");

        outcome("PASSWORD_RESET_REQUIRED", signIn(user));

        assertThat(row(door, user).path("state").asText()).isEqualTo("LINKED");
        assertThat(externalId(account)).isEqualTo(user.sub());
    }
}
