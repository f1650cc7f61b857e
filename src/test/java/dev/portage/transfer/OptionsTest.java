package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Oddities;
import dev.portage.sandbox.Oddity;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What each option does to a pool with every oddity. */
@QuarkusTest
class OptionsTest extends MigrationTest {
    private String pool;
    private Oddities oddities;

    @BeforeEach
    void everyOddity() {
        pool = pool("{\"users\":1000}");
        oddities = sandbox.cognito().oddities(pool);
    }

    private List<PoolUser> of(Oddity oddity) {
        List<PoolUser> all = poolUsers(pool);
        List<PoolUser> found = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (Oddities.of(i) == oddity) {
                found.add(all.get(i));
            }
        }
        assertThat(found).isNotEmpty();
        return found;
    }

    private String state(String id, PoolUser user) {
        return portage.user(id, user.sub()).path("state").asText();
    }

    @Test
    void defaultsAreShown() {
        JsonNode options = portage.show(portage.create(pool)).path("options");
        assertThat(options.path("disabledUsers").asText()).isEqualTo("SKIP");
        assertThat(options.path("excludeStatuses").isArray()).isTrue();
        assertThat(options.path("excludeStatuses")).isEmpty();
        assertThat(options.path("emailVerified").asText()).isEqualTo("ATTRIBUTE");
        assertThat(options.path("duplicateEmails").asText()).isEqualTo("MERGE");
        assertThat(options.path("existingUsers").asText()).isEqualTo("LINK");
        assertThat(options.path("attributes").asText()).isEqualTo("automatic");
        assertThat(options.path("groups")).isEmpty();
        assertThat(options.has("organizationId")).isTrue();
    }

    @Test
    void statusesAreExcludedAndIncluded() {
        String id = portage.importPool(
                pool, "{\"excludeStatuses\":[\"UNCONFIRMED\",\"RESET_REQUIRED\"],\"includeStatuses\":[\"ARCHIVED\"]}");
        of(Oddity.ARCHIVED).forEach(user -> assertThat(state(id, user)).isEqualTo("IMPORTED"));
        of(Oddity.UNCONFIRMED).forEach(user -> assertThat(state(id, user)).isEqualTo("SKIPPED"));
        of(Oddity.RESET_REQUIRED).forEach(user -> assertThat(state(id, user)).isEqualTo("SKIPPED"));
        of(Oddity.COMPROMISED).forEach(user -> assertThat(state(id, user)).isEqualTo("SKIPPED"));
        assertThat(portage.users(id, "reason=status-excluded"))
                .hasSize(oddities.count(Oddity.UNCONFIRMED)
                        + oddities.count(Oddity.RESET_REQUIRED)
                        + oddities.count(Oddity.COMPROMISED)
                        + oddities.count(Oddity.UNKNOWN_STATUS));
    }

    @Test
    void disabledUsersAreImportedOnDemand() {
        String id = portage.importPool(pool, "{\"disabledUsers\":\"IMPORT\"}");
        of(Oddity.DISABLED).forEach(user -> assertThat(state(id, user)).isEqualTo("IMPORTED"));
        assertThat(portage.users(id, "reason=disabled")).isEmpty();
    }

    @Test
    void addressesAreVerifiedAsTold() {
        String id = portage.importPool(pool, "{\"emailVerified\":\"CONFIRMED_STATUS\"}");
        of(Oddity.UNVERIFIED)
                .forEach(
                        user -> assertThat(inWorkOs(user.sub()).emailVerified()).isTrue());
        of(Oddity.UNCONFIRMED)
                .forEach(
                        user -> assertThat(inWorkOs(user.sub()).emailVerified()).isFalse());
        of(Oddity.RESET_REQUIRED)
                .forEach(
                        user -> assertThat(inWorkOs(user.sub()).emailVerified()).isTrue());
        assertThat(portage.show(id).path("users").path("failed").asInt()).isZero();
    }

    @Test
    void noAddressIsVerifiedOnDemand() {
        portage.importPool(plainPool(30), "{\"emailVerified\":\"NEVER\"}");
        assertThat(sandbox.workos().allUsers()).isNotEmpty().noneMatch(user -> user.emailVerified());
    }

    @Test
    void noneOfThoseWhoShareAnAddressGoesOverOnDemand() {
        String id = portage.importPool(pool, "{\"duplicateEmails\":\"SKIP_ALL\"}");
        for (Oddity oddity :
                List.of(Oddity.NATIVE_TWIN, Oddity.FEDERATED_TWIN, Oddity.CASE_ORIGINAL, Oddity.CASE_TWIN)) {
            of(oddity).forEach(user -> assertThat(state(id, user)).isEqualTo("SKIPPED"));
        }
        assertThat(portage.users(id, "reason=duplicate-email")).hasSize(2 * oddities.duplicateEmails());

        portage.patch(id, "{\"options\":{\"duplicateEmails\":\"MERGE\"}}");
        portage.importAll(id);
        of(Oddity.NATIVE_TWIN).forEach(user -> assertThat(state(id, user)).isEqualTo("IMPORTED"));
        assertThat(portage.users(id, "reason=duplicate-email")).hasSize(oddities.duplicateEmails());
    }

    @Test
    void attributesGoWhereTheMapSays() {
        String plain = plainPool(3);
        portage.importPool(plain, "{\"attributes\":{\"custom:plan\":\"subscription\",\"given_name\":\"nick\"}}");
        PoolUser user = poolUsers(plain).getFirst();
        assertThat(inWorkOs(user.sub()).metadata())
                .isEqualTo(Map.of(
                        "subscription", user.attribute("custom:plan").orElseThrow(),
                        "nick", user.attribute("given_name").orElseThrow()));
    }

    @Test
    void changesCountFromTheNextRunOn() {
        String id = portage.importPool(pool, "{\"excludeStatuses\":[\"UNCONFIRMED\"]}");
        JsonNode patched = portage.patch(id, """
                {"name":"renamed","options":{"disabledUsers":"IMPORT","includeStatuses":["COMPROMISED"]}}""");
        assertThat(patched.path("name").asText()).isEqualTo("renamed");
        assertThat(patched.path("options").path("excludeStatuses").path(0).asText())
                .isEqualTo("UNCONFIRMED");
        assertThat(patched.path("options").path("disabledUsers").asText()).isEqualTo("IMPORT");
        int before = sandbox.workos().userCount();
        sandbox.resetCalls();

        portage.importAll(id);

        int more = oddities.count(Oddity.DISABLED) + oddities.count(Oddity.COMPROMISED);
        assertThat(sandbox.workos().userCount()).isEqualTo(before + more);
        assertThat(control.writes()).isEqualTo(more);
        of(Oddity.UNCONFIRMED).forEach(user -> assertThat(state(id, user)).isEqualTo("SKIPPED"));

        JsonNode defaulted = portage.patch(id, "{\"options\":{\"excludeStatuses\":null}}");
        assertThat(defaulted.path("options").path("excludeStatuses")).isEmpty();
        portage.importAll(id);
        of(Oddity.UNCONFIRMED).forEach(user -> assertThat(state(id, user)).isEqualTo("IMPORTED"));
    }

    @Test
    void nothingIsChangedWhileARunIsUnderWay() {
        sandbox.faults("{\"workos\":[{\"latencyMillis\":200}]}");
        String plain = plainPool(100);
        String id = portage.create(plain);
        portage.start(id);
        Response refused = portage.send("PATCH", "/migrations/" + id, "{\"name\":\"other\"}");
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(Portage.json(refused).path("type").asText()).isEqualTo("migration-running");
        assertThat(Portage.json(refused).path("detail").asText()).contains("Cancel it, or wait");
        sandbox.faults("{}");
        assertThat(portage.awaitEnd(id).path("name").asText()).isEqualTo(plain);
    }
}
