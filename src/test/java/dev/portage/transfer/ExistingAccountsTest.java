package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Accounts that were in WorkOS before are treated as the options say, and never given to whom Cognito can't vouch for. */
@QuarkusTest
class ExistingAccountsTest extends MigrationTest {
    private String pool;
    private String sub;
    private String email;
    private String account;

    /** One of two users has an account in WorkOS already, under the address in other case. */
    @BeforeEach
    void oneIsThere() {
        pool = plainPool(2);
        sub = poolUsers(pool).getFirst().sub();
        email = poolUsers(pool).getFirst().attribute("email").orElseThrow();
        account = control.createInWorkOs("""
                {"email":"%s","email_verified":true,"first_name":"Old","last_name":"Name","metadata":{"kept":"yes"}}""".formatted(Character.toUpperCase(email.charAt(0)) + email.substring(1)));
        sandbox.resetCalls();
    }

    private JsonNode imported(String options) {
        return portage.user(portage.importPool(pool, options), sub);
    }

    @Test
    void areLinkedByDefaultAndLeftAsTheyAre() {
        JsonNode user = imported("{}");

        assertThat(user.path("state").asText()).isEqualTo("LINKED");
        assertThat(user.path("workosUserId").asText()).isEqualTo(account);
        assertThat(inWorkOs(sub).firstName()).isEqualTo("Old");
        assertThat(inWorkOs(sub).metadata()).containsOnlyKeys("kept");
        assertThat(control.calls("users.update")).isEqualTo(1);
        assertThat(user.path("history").findValuesAsText("what")).containsExactly("linked");
    }

    @Test
    void areBroughtUpToDateOnDemand() {
        JsonNode user = imported("{\"existingUsers\":\"UPDATE\"}");

        assertThat(user.path("state").asText()).isEqualTo("LINKED");
        assertThat(inWorkOs(sub).id()).isEqualTo(account);
        assertThat(inWorkOs(sub).firstName())
                .isEqualTo(poolUsers(pool).getFirst().attribute("given_name").orElseThrow());
        assertThat(inWorkOs(sub).metadata()).containsKeys("kept", "plan", "tenant");
        assertThat(control.calls("users.update")).isEqualTo(1);
    }

    @Test
    void stayAsTheyAreWhenTheUserChangesInCognito() {
        String id = portage.importPool(pool, "{}");
        control.changeUser(pool, sub, "{\"attributes\":{\"given_name\":\"New\",\"email\":\"new@example.com\"}}");
        sandbox.resetCalls();
        portage.importAll(id);

        assertThat(control.writes()).isZero();
        assertThat(inWorkOs(sub).firstName()).isEqualTo("Old");
        assertThat(inWorkOs(sub).email()).isEqualToIgnoringCase(email);
        portage.importAll(id);
        assertThat(portage.runs(id).getFirst().at("/counts/linked").asInt()).isZero();
    }

    @Test
    void areBroughtUpToDateAgainOnDemandButForTheAddress() {
        String id = portage.importPool(pool, "{\"existingUsers\":\"UPDATE\"}");
        control.changeUser(pool, sub, "{\"attributes\":{\"given_name\":\"New\",\"email\":\"new@example.com\"}}");
        sandbox.resetCalls();
        portage.importAll(id);

        assertThat(control.calls("users.update")).isEqualTo(1);
        assertThat(inWorkOs(sub).firstName()).isEqualTo("New");
        assertThat(inWorkOs(sub).email()).isEqualToIgnoringCase(email);
    }

    @Test
    void areLeftAloneOnDemandAndLinkedWhenTheOptionChanges() {
        String id = portage.importPool(pool, "{\"existingUsers\":\"SKIP\"}");
        JsonNode user = portage.user(id, sub);

        assertThat(user.path("state").asText()).isEqualTo("SKIPPED");
        assertThat(user.path("reason").asText()).isEqualTo("email-taken");
        assertThat(user.path("detail").asText()).contains(account);
        assertThat(sandbox.workos().userByEmail(email).orElseThrow().externalId())
                .isNull();

        portage.patch(id, "{\"options\":{\"existingUsers\":\"LINK\"}}");
        portage.importAll(id);
        assertThat(portage.user(id, sub).path("state").asText()).isEqualTo("LINKED");
        assertThat(inWorkOs(sub).id()).isEqualTo(account);
    }

    @Test
    void areNotGivenToWhomCognitoDoesNotVouchFor() {
        control.changeUser(pool, sub, "{\"attributes\":{\"email_verified\":\"false\"}}");
        for (String options :
                new String[] {"{}", "{\"existingUsers\":\"UPDATE\"}", "{\"emailVerified\":\"CONFIRMED_STATUS\"}"}) {
            String id = portage.importPool(pool, options);
            JsonNode user = portage.user(id, sub);
            assertThat(user.path("state").asText()).isEqualTo("SKIPPED");
            assertThat(user.path("reason").asText()).isEqualTo("email-taken-unverified");
            assertThat(sandbox.workos().userByEmail(email).orElseThrow().externalId())
                    .isNull();
            assertThat(sandbox.workos().userByEmail(email).orElseThrow().firstName())
                    .isEqualTo("Old");
            portage.delete("/migrations/" + id);
        }
    }

    @Test
    void ofSomebodyElseStaySomebodyElses() {
        control.send("PUT", "/user_management/users/" + account, "{\"external_id\":\"somebody-else\"}");
        JsonNode user = imported("{\"existingUsers\":\"UPDATE\"}");

        assertThat(user.path("state").asText()).isEqualTo("FAILED");
        assertThat(user.path("reason").asText()).isEqualTo("external-id-taken");
        assertThat(user.path("detail").asText()).contains(account);
        assertThat(sandbox.workos().userByEmail(email).orElseThrow().externalId())
                .isEqualTo("somebody-else");
        assertThat(sandbox.workos().userByEmail(email).orElseThrow().firstName())
                .isEqualTo("Old");
    }

    @Test
    void thatHaveTheExternalIdAlreadyAreLinked() {
        control.send("PUT", "/user_management/users/" + account, "{\"external_id\":\"%s\"}".formatted(sub));
        sandbox.resetCalls();
        JsonNode user = imported("{}");

        assertThat(user.path("state").asText()).isEqualTo("LINKED");
        assertThat(user.path("workosUserId").asText()).isEqualTo(account);
        assertThat(control.calls("users.update")).isZero();
    }

    @Test
    void ofAnotherAddressButOurExternalIdAreLinkedToo() {
        String other = poolUsers(pool).getLast().sub();
        String moved = control.createInWorkOs("{\"email\":\"%s\",\"external_id\":\"%s\"}"
                .formatted(poolUsers(pool).getLast().attribute("email").orElseThrow(), other));
        sandbox.resetCalls();
        String id = portage.importPool(pool, "{\"existingUsers\":\"UPDATE\"}");

        assertThat(portage.user(id, other).path("state").asText()).isEqualTo("LINKED");
        assertThat(inWorkOs(other).id()).isEqualTo(moved);
        assertThat(inWorkOs(other).metadata()).containsKeys("plan", "tenant");
    }
}
