package dev.portage.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.exceptions.RateLimitException;
import dev.portage.testing.SandboxTest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkosLimitsTest extends SandboxTest {

    private WorkOS workos;

    @BeforeEach
    void start() {
        workos = SdkClients.workos(sandbox);
    }

    private void create(int number) {
        workos.getUserManagement()
                .create(null, "u" + number + "@example.com", null, null, null, false, null, "sub-" + number);
    }

    private RateLimitException refusedCreate(int number) {
        return catchThrowableOfType(RateLimitException.class, () -> create(number));
    }

    @Test
    void writesAreRefusedFromTheFirstOverTheLimitUntilTheWindowHasPassed() {
        SdkClients.control(sandbox, "PUT", "/sandbox/limits", "{\"workos.writes\": {\"limit\": 5, \"seconds\": 1000}}");
        for (int i = 0; i < 5; i++) {
            create(i);
        }

        assertThat(refusedCreate(5)).isNotNull();
        assertThat(sandbox.workos().userCount()).isEqualTo(5);

        sandbox.advance(Duration.ofSeconds(1000));
        create(5);
        assertThat(sandbox.workos().userCount()).isEqualTo(6);
    }

    @Test
    void aResetSetsTheClockBackToo() {
        Instant before = Instant.now();
        sandbox.advance(Duration.ofHours(1));
        SdkClients.control(sandbox, "POST", "/sandbox/reset", "");

        assertThat(Instant.parse(SdkClients.control(sandbox, "GET", "/sandbox/calls")
                        .path("since")
                        .asText()))
                .isBetween(before, Instant.now().plusSeconds(1));
    }

    @Test
    void theRealLimitsAreTheDefault() {
        for (int i = 0; i < 500; i++) {
            create(i);
        }
        JsonNode writes = SdkClients.control(sandbox, "GET", "/sandbox/limits").path("workos.writes");
        assertThat(writes.path("limit").asInt()).isEqualTo(500);
        assertThat(writes.path("seconds").asInt()).isEqualTo(10);
        assertThat(writes.path("worst").asInt()).isBetween(1, 500);
    }

    @Test
    void whatArrivesIsCountedAlsoWhereItIsRefused() {
        SdkClients.control(sandbox, "PUT", "/sandbox/limits", "{\"workos.writes\": {\"limit\": 3, \"seconds\": 1000}}");
        for (int i = 0; i < 3; i++) {
            create(i);
        }
        refusedCreate(3);
        refusedCreate(3);

        JsonNode calls = SdkClients.control(sandbox, "GET", "/sandbox/calls");
        assertThat(calls.path("throttled").asInt()).isEqualTo(2);
        assertThat(calls.at("/scopes/workos.writes/worst").asInt()).isEqualTo(5);
        assertThat(calls.at("/operations/users.create/byStatus/201").asInt()).isEqualTo(3);
        assertThat(calls.at("/operations/users.create/byStatus/429").asInt()).isEqualTo(2);
        assertThat(calls.at("/creates/users").asInt()).isEqualTo(4);
        assertThat(calls.at("/creates/repeated").asInt()).isEqualTo(1);
        assertThat(calls.at("/creates/repeatedAfterSuccess").asInt()).isZero();
        assertThat(calls.at("/perSecond/workos")
                        .valueStream()
                        .mapToInt(JsonNode::asInt)
                        .sum())
                .isEqualTo(5);

        SdkClients.control(sandbox, "DELETE", "/sandbox/calls");
        assertThat(SdkClients.control(sandbox, "GET", "/sandbox/calls")
                        .path("total")
                        .asInt())
                .isZero();
    }

    @Test
    void retryAfterComesAsSecondsAsADateOrNotAtAll() {
        SdkClients.control(sandbox, "PUT", "/sandbox/limits", "{\"workos.writes\": {\"limit\": 1, \"seconds\": 1000}}");
        create(0);

        assertThat(refusedCreate(1).retryAfterSeconds).isBetween(900L, 1000L);
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"retryAfter\": \"none\"}");
        assertThat(refusedCreate(1).retryAfterSeconds).isNull();
        SdkClients.control(sandbox, "PUT", "/sandbox/settings", "{\"retryAfter\": \"date\"}");
        assertThat(raw().headers().firstValue("Retry-After"))
                .hasValueSatisfying(date -> assertThat(date).endsWith(" GMT"));
    }

    @Test
    void theBodiesOfRefusalsVary() {
        SdkClients.control(sandbox, "PUT", "/sandbox/limits", "{\"all\": 0}");

        Set<String> bodies = new HashSet<>();
        for (int i = 0; i < 6; i++) {
            bodies.add(raw().body());
        }
        assertThat(bodies).hasSize(3);
    }

    private HttpResponse<String> raw() {
        return SdkClients.http(
                sandbox,
                "POST",
                "/user_management/users",
                "{\"email\":\"x@example.com\"}",
                "Authorization",
                "Bearer " + Sandbox.API_KEY);
    }

    @Test
    void unlimitedIsPossible() {
        SdkClients.control(sandbox, "PUT", "/sandbox/limits", "{\"all\": \"unlimited\"}");
        for (int i = 0; i < 600; i++) {
            create(i);
        }
        assertThat(sandbox.workos().userCount()).isEqualTo(600);
    }
}
