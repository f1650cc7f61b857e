package dev.portage.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.WorkosUser;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/**
 * The entries of the guide's error recovery that are about a user's account: brought about, named by the diagnosis, and
 * mended by the call that it names.
 */
@QuarkusTest
class DiagnosisTest extends DiagnosisTestBase {

    @Test
    void userNotFound() {
        String pool = plainPool(5);
        String id = portage.importPool(pool, "{}");
        control.addUser(
                pool, "{\"attributes\":{\"email\":\"late.to.the.move@example.com\",\"email_verified\":\"true\"}}");
        JsonNode found = diagnose("email=late.to.the.move@example.com");

        assertThat(found.path("cognito").path("email").asText()).isEqualTo("late.to.the.move@example.com");
        assertThat(found.path("portage").isNull()).isTrue();
        assertThat(found.path("workos").isNull()).isTrue();
        assertThat(causes(found)).startsWith("not-imported");
        assertThat(cause(found, "not-imported").path("runbook").asText()).isEqualTo("docs/runbook/user-not-found.md");
        mend(found, "not-imported");
        portage.awaitEnd(id);
        JsonNode mended = diagnose("email=LATE.to.the.move@example.com");
        assertThat(mended.path("workos").path("email").asText()).isEqualTo("late.to.the.move@example.com");
        assertThat(causes(mended)).doesNotContain("not-imported");

        assertThat(causes(diagnose("email=nobody@example.org"))).containsExactly("unknown-everywhere");
        assertThat(portage.get("/diagnosis").statusCode()).isEqualTo(400);
        assertThat(portage.get("/diagnosis?email=a@example.com&sub=b").statusCode())
                .isEqualTo(400);
    }

    @Test
    void emailAlreadyExists() {
        String pool = plainPool(5);
        PoolUser user = poolUsers(pool).getFirst();
        control.createInWorkOs("{\"email\":\"" + email(user) + "\",\"email_verified\":true}");
        String id = portage.importPool(pool, "{\"existingUsers\":\"SKIP\"}");
        JsonNode found = diagnose("sub=" + user.sub());

        assertThat(causes(found).getFirst()).isEqualTo("email-already-exists");
        assertThat(found.path("portage").path("reason").asText()).isEqualTo("email-taken");
        portage.patch(id, "{\"options\":{\"existingUsers\":\"LINK\"}}");
        mend(found, "email-already-exists");
        portage.awaitEnd(id);
        assertThat(portage.user(id, user.sub()).path("state").asText()).isEqualTo("LINKED");
        assertThat(causes(diagnose("sub=" + user.sub()))).doesNotContain("email-already-exists");
    }

    @Test
    void resetMailNotReceived() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        PoolUser user = poolUsers(pool).getFirst();
        assertThat(causes(diagnose("sub=" + user.sub()))).contains("no-password");
        portage.awaitMailed(id, portage.mail(id, "{\"audience\":\"EMAILS\",\"emails\":[\"" + email(user) + "\"]}"));
        JsonNode found = diagnose("email=" + email(user));

        assertThat(causes(found).getFirst()).isEqualTo("reset-mail-not-received");
        assertThat(found.path("portage").path("passwordReset").asText()).isEqualTo("SENT");
        int mails = control.mails().size();
        mend(found, "reset-mail-not-received");
        Awaitility.await().until(() -> control.mails().size() == mails + 1);
        control.follow(control.mails().getLast());
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .untilAsserted(() -> assertThat(causes(diagnose("email=" + email(user))))
                        .doesNotContain("reset-mail-not-received", "no-password"));
    }

    @Test
    void attributesLost() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        WorkosUser user = inWorkOs(poolUsers(pool).getFirst().sub());
        assertThat(user.metadata()).isNotEmpty();
        String key = user.metadata().keySet().iterator().next();
        control.send("PUT", "/user_management/users/" + user.id(), "{\"metadata\":{\"" + key + "\":null}}");
        JsonNode found = diagnose("sub=" + user.externalId());

        assertThat(causes(found)).contains("attributes-lost");
        mend(found, "attributes-lost");
        portage.awaitEnd(id);
        assertThat(inWorkOs(String.valueOf(user.externalId())).metadata()).isEqualTo(user.metadata());
        assertThat(causes(diagnose("sub=" + user.externalId()))).doesNotContain("attributes-lost");
    }

    @Test
    void whatCannotBeAskedIsSaidAndTheRestIsShown() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        String sub = poolUsers(pool).getFirst().sub();
        sandbox.faults("""
                {"cognito":[{"deniedActions":["cognito-idp:ListUsers"]}],"workos":[{"errorShare":1}]}""");
        JsonNode found = Portage.json(portage.get("/diagnosis?sub=" + sub));
        sandbox.faults("{}");

        assertThat(found.path("troubles")).hasSize(2);
        assertThat(found.path("troubles").toString()).contains("cognito-idp:ListUsers");
        assertThat(found.path("portage").path("migrationId").asText()).isEqualTo(id);
        assertThat(causes(found)).doesNotContain("deleted-in-workos", "unknown-everywhere");
    }

    @Test
    void oneWhoWasDeletedInWorkOs() {
        String pool = plainPool(3);
        String id = portage.importPool(pool, "{}");
        WorkosUser user = inWorkOs(poolUsers(pool).getFirst().sub());
        control.send("DELETE", "/user_management/users/" + user.id(), "");
        assertThat(causes(diagnose("sub=" + user.externalId())).getFirst()).isEqualTo("deleted-in-workos");
        portage.delete("/migrations/" + id);
    }
}
