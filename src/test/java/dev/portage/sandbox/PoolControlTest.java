package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.portage.testing.SandboxTest;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class PoolControlTest extends SandboxTest {

    private JsonNode control(String method, String path, String body) {
        return SdkClients.control(sandbox, method, path, body);
    }

    @Test
    void aPoolOfAMillionUsersIsMadeAtOnce() {
        JsonNode pool = control("PUT", "/sandbox/pools/p", "{\"users\": 1000000, \"seed\": 7}");

        assertThat(pool.path("users").asInt()).isEqualTo(1_000_000);
        assertThat(pool.at("/counts/DISABLED").asInt()).isEqualTo(15_000);
        PoolUser last = new UserGenerator(7, true).at(999_999);
        assertThat(sandbox.cognito().user("p", last.sub())).contains(last);
    }

    @Test
    void theSameSeedMakesTheSameUsers() {
        control("PUT", "/sandbox/pools/a", "{\"users\": 50, \"seed\": 7}");
        control("PUT", "/sandbox/pools/b", "{\"users\": 50, \"seed\": 7}");
        control("PUT", "/sandbox/pools/c", "{\"users\": 50, \"seed\": 8}");

        assertThat(sandbox.cognito().users("a")).isEqualTo(sandbox.cognito().users("b"));
        assertThat(sandbox.cognito().users("a"))
                .doesNotContainAnyElementsOf(sandbox.cognito().users("c"));
    }

    @Test
    void withoutOdditiesEveryUserIsPlain() {
        control("PUT", "/sandbox/pools/p", "{\"users\": 200, \"oddities\": false}");

        assertThat(sandbox.cognito().users("p"))
                .hasSize(200)
                .allMatch(user -> user.status().equals("CONFIRMED"))
                .allMatch(PoolUser::enabled)
                .extracting(user -> user.attribute("email"))
                .doesNotHaveDuplicates();
    }

    @Test
    void usersAreAddedChangedAndDeleted() {
        control("PUT", "/sandbox/pools/p", "{\"users\": 10, \"oddities\": false}");
        String sub = sandbox.cognito().users("p").getFirst().sub();

        control(
                "PATCH",
                "/sandbox/pools/p/users/" + sub,
                "{\"enabled\": false, \"attributes\": {\"email\": \"new@example.com\", \"custom:plan\": null}}");
        JsonNode added =
                control("POST", "/sandbox/pools/p/users", "{\"attributes\": {\"email\": \"late@example.com\"}}");
        control(
                "DELETE",
                "/sandbox/pools/p/users/" + sandbox.cognito().users("p").get(1).sub(),
                "");

        PoolUser changed = sandbox.cognito().user("p", sub).orElseThrow();
        assertThat(changed.enabled()).isFalse();
        assertThat(changed.attributes())
                .containsEntry("email", "new@example.com")
                .doesNotContainKey("custom:plan");
        assertThat(sandbox.cognito().users("p")).hasSize(10);
        assertThat(sandbox.cognito().user("p", added.path("sub").asText())).isPresent();
    }

    @Test
    void aGroupIsMadeOfTheUsersNamed() {
        control("PUT", "/sandbox/pools/p", "{\"users\": 10, \"oddities\": false}");
        String sub = sandbox.cognito().users("p").get(3).sub();

        control("PUT", "/sandbox/pools/p/groups/admins", "{\"members\": [\"" + sub + "\"]}");

        assertThat(control("GET", "/sandbox/pools/p", "").at("/groups/admins").asInt())
                .isEqualTo(1);
        try (var cognito = SdkClients.cognito(sandbox)) {
            assertThat(cognito.listUsersInGroupPaginator(r -> r.userPoolId("p").groupName("admins"))
                            .users())
                    .extracting(user -> user.username())
                    .containsExactly(sub);
        }
    }

    @Test
    void aDumpIsOneDocumentOrMany() throws IOException {
        control("PUT", "/sandbox/pools/p", "{\"users\": 130}");

        List<JsonNode> merged = documents("?dates=iso");
        assertThat(merged).hasSize(1);
        assertThat(merged.getFirst().path("Users")).hasSize(130);
        assertThat(OffsetDateTime.parse(
                        merged.getFirst().at("/Users/0/UserCreateDate").asText()))
                .isNotNull();

        List<JsonNode> pages = documents("?dates=epoch&pages=many");
        assertThat(pages).extracting(page -> page.path("Users").size()).containsExactly(60, 60, 10);
        assertThat(pages.get(0).has("PaginationToken")).isTrue();
        assertThat(pages.get(1).has("NextToken")).isTrue();
        assertThat(pages.get(2).size()).isEqualTo(1);
        assertThat(pages.get(0).at("/Users/0/UserCreateDate").isNumber()).isTrue();
    }

    private List<JsonNode> documents(String query) throws IOException {
        String body = SdkClients.http(sandbox, "GET", "/sandbox/pools/p/dump" + query, "")
                .body();
        try (MappingIterator<JsonNode> all =
                Json.MAPPER.readerFor(JsonNode.class).readValues(body)) {
            return all.readAll();
        }
    }

    @Test
    void usersOfWorkosAreListedForInvariants() {
        control("PUT", "/sandbox/limits", "{\"all\": \"unlimited\"}");
        for (int i = 0; i < 1_001; i++) {
            SdkClients.http(
                    sandbox,
                    "POST",
                    "/user_management/users",
                    "{\"email\":\"u" + i + "@example.com\",\"external_id\":\"" + i + "\"}",
                    "Authorization",
                    "Bearer " + Sandbox.API_KEY);
        }

        JsonNode first = control("GET", "/sandbox/users", "");
        JsonNode second =
                control("GET", "/sandbox/users?after=" + first.path("after").asText(), "");
        assertThat(first.path("count").asInt()).isEqualTo(1_001);
        assertThat(first.path("users")).hasSize(1_000);
        assertThat(second.path("users")).hasSize(1);
        assertThat(second.has("after")).isFalse();

        control("DELETE", "/sandbox/workos", "");
        assertThat(sandbox.workos().userCount()).isZero();
    }
}
