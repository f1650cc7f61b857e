package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Oddities;
import dev.portage.sandbox.Oddity;
import dev.portage.sandbox.PoolUser;
import dev.portage.sandbox.WorkosUser;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Test;

/** A pool with every oddity that Cognito has goes over, user by user. */
@QuarkusTest
class ImportTest extends MigrationTest {

    @Test
    void everyKindOfUserEndsAsItShould() {
        String source = pool("{}");
        String id = portage.create(source);
        JsonNode migration = portage.importAll(id);

        assertThat(migration.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(migration.path("progress").path("percent").asDouble()).isEqualTo(100);
        Map<String, JsonNode> rows = portage.usersBySub(id);
        List<PoolUser> pool = poolUsers(source);
        SoftAssertions softly = new SoftAssertions();
        for (int i = 0; i < pool.size(); i++) {
            Oddity oddity = Oddities.of(i);
            PoolUser user = pool.get(i);
            JsonNode row = rows.get(user.sub());
            String skipped = reasonToSkip(oddity);
            softly.assertThat(row).as("%s %s", oddity, user).isNotNull();
            if (oddity == Oddity.CASE_ORIGINAL) {
                oneOfTwo(row, rows.get(pool.get(i + 1).sub()), softly);
            } else if (oddity != Oddity.CASE_TWIN && skipped == null) {
                softly.assertThat(row.path("state").asText())
                        .as("%s %s", oddity, row)
                        .isEqualTo("IMPORTED");
            } else if (oddity != Oddity.CASE_TWIN) {
                softly.assertThat(row.path("state").asText())
                        .as("%s %s", oddity, row)
                        .isEqualTo("SKIPPED");
                softly.assertThat(row.path("reason").asText())
                        .as("%s %s", oddity, row)
                        .isEqualTo(skipped);
            }
            if (row.path("state").asText().equals("IMPORTED")) {
                profile(user, inWorkOs(user.sub()), verified(oddity), softly);
            } else {
                softly.assertThat(sandbox.workos().userByExternalId(user.sub()))
                        .as("%s", oddity)
                        .isEmpty();
            }
        }
        softly.assertAll();
        oneCallEach(migration.path("users").path("imported").asInt());
    }

    /** WorkOS is asked nothing about users whom it takes. */
    private void oneCallEach(int imported) {
        assertThat(control.operations()).containsExactlyInAnyOrder("ListUsers", "users.create");
        assertThat(control.calls("users.create")).isEqualTo(imported);
        assertThat(sandbox.workos().userCount()).isEqualTo(imported);
    }

    private static String reasonToSkip(Oddity oddity) {
        return switch (oddity) {
            case ARCHIVED, COMPROMISED, UNKNOWN_STATUS -> "status-excluded";
            case DISABLED -> "disabled";
            case PHONE_ONLY -> "no-email";
            case INVALID_EMAIL -> "invalid-email";
            case FEDERATED_TWIN, REMNANT -> "duplicate-email";
            default -> null;
        };
    }

    private static boolean verified(Oddity oddity) {
        return switch (oddity) {
            case UNCONFIRMED, UNVERIFIED, FACEBOOK, OIDC, SAML -> false;
            default -> true;
        };
    }

    private void oneOfTwo(JsonNode one, JsonNode other, SoftAssertions softly) {
        List<String> states =
                List.of(one.path("state").asText(), other.path("state").asText());
        softly.assertThat(states).as("%s %s", one, other).containsExactlyInAnyOrder("IMPORTED", "SKIPPED");
        JsonNode skipped = one.path("state").asText().equals("SKIPPED") ? one : other;
        softly.assertThat(skipped.path("reason").asText()).isEqualTo("duplicate-email");
    }

    private static void profile(PoolUser from, WorkosUser to, boolean verified, SoftAssertions softly) {
        softly.assertThat(to.email())
                .isEqualTo(from.attribute("email").orElseThrow().toLowerCase(Locale.ROOT));
        softly.assertThat(to.emailVerified()).as("verified: %s", from).isEqualTo(verified);
        softly.assertThat(to.firstName()).isEqualTo(from.attribute("given_name").orElse(null));
        softly.assertThat(to.lastName()).isEqualTo(from.attribute("family_name").orElse(null));
        softly.assertThat(to.metadata())
                .hasSizeLessThanOrEqualTo(10)
                .containsEntry("plan", from.attribute("custom:plan").orElseThrow())
                .containsEntry("tenant", from.attribute("custom:tenant").orElseThrow());
    }

    @Test
    void whoIsSkippedForAnotherSaysForWhom() {
        String source = pool("{}");
        String id = portage.importPool(source, "{}");
        List<PoolUser> pool = poolUsers(source);
        int seen = 0;
        for (int i = 0; i < pool.size(); i++) {
            if (Oddities.of(i) == Oddity.FEDERATED_TWIN || Oddities.of(i) == Oddity.REMNANT) {
                JsonNode twin = portage.user(id, pool.get(i).sub());
                assertThat(twin.path("mergedInto").asText())
                        .isEqualTo(pool.get(i - 1).sub());
                seen++;
                assertThat(twin.path("detail").asText())
                        .contains(pool.get(i - 1).sub());
            }
        }
        assertThat(seen).isPositive();
    }

    @Test
    void whatDoesNotFitIntoMetadataIsKeptHere() {
        String source = pool("{}");
        String id = portage.importPool(
                source,
                "{\"attributes\":{\"custom:notes\":\"notes\",\"custom:field12\":\"unused\",\"custom:plan\":\"tier\"}}");
        List<PoolUser> pool = poolUsers(source);
        List<Oddity> seen = new ArrayList<>();
        for (int i = 0; i < pool.size(); i++) {
            Oddity oddity = Oddities.of(i);
            PoolUser user = pool.get(i);
            if (oddity == Oddity.LONG_VALUE || oddity == Oddity.UNICODE_VALUE) {
                assertThat(inWorkOs(user.sub()).metadata())
                        .isEqualTo(Map.of("tier", user.attribute("custom:plan").orElseThrow()));
                assertThat(portage.user(id, user.sub()).path("detail").asText()).contains("custom:notes");
            }
            if (oddity == Oddity.LONG_VALUE || oddity == Oddity.UNICODE_VALUE || oddity == Oddity.MANY_ATTRIBUTES) {
                everyAttributeIsKept(user);
                seen.add(oddity);
            }
        }
        assertThat(seen).contains(Oddity.LONG_VALUE, Oddity.UNICODE_VALUE, Oddity.MANY_ATTRIBUTES);
    }

    private void everyAttributeIsKept(PoolUser user) {
        JsonNode kept = portage.attributes(inWorkOs(user.sub()).id());
        assertThat(kept.path("sub").asText()).isEqualTo(user.sub());
        assertThat(kept.path("attributes").size()).isEqualTo(user.attributes().size());
        user.attributes()
                .forEach((name, value) ->
                        assertThat(kept.path("attributes").path(name).asText()).isEqualTo(value));
    }

    @Test
    void aUserShowsItsHistory() {
        String pool = plainPool(1);
        String id = portage.importPool(pool, "{}");
        String sub = poolUsers(pool).getFirst().sub();

        JsonNode user = portage.user(id, sub);
        assertThat(user.path("plannedOutcome").asText()).isEqualTo("wouldImport");
        assertThat(user.path("workosUserId").asText()).isEqualTo(inWorkOs(sub).id());
        assertThat(user.path("attributes").path("custom:plan").asText()).isNotEmpty();
        assertThat(user.path("history").path(0).path("what").asText()).isEqualTo("created");
        assertThat(user.path("history").path(0).path("at").asText()).isNotEmpty();
    }
}
