package dev.portage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portage.sandbox.Sandbox;
import dev.portage.sandbox.WorkosUser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Wanted = stored + explained: every user of the source is one row, every row's user is in WorkOS exactly once or has a
 * reason not to be, nobody else is there, and the counters say the same. Looks at both sides over HTTP.
 */
public final class Invariant {
    private static final Set<String> STORED = Set.of("IMPORTED", "LINKED");
    private static final Set<String> EXPLAINED = Set.of("SKIPPED", "FAILED");

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final URI service;
    private final String token;
    private final Sandbox sandbox;

    public Invariant(URI service, String token, Sandbox sandbox) {
        this.service = service;
        this.token = token;
        this.sandbox = sandbox;
    }

    /** Holds for a migration at rest whose users are all that the sandbox's WorkOS has. */
    public void assertHolds(String migration) {
        JsonNode shown = read(get(service.resolve("/migrations/" + migration), "application/json"));
        List<Map<String, String>> rows = rows(migration);

        JsonNode source = shown.path("source");
        if (source.path("type").asText().equals("user-pool")) {
            URI pool = sandbox.url()
                    .resolve("/sandbox/pools/" + source.path("userPoolId").asText());
            assertThat(rows)
                    .as("rows for the users of the pool")
                    .hasSize(read(get(pool, "application/json")).path("users").asInt());
        }
        assertThat(rows).extracting(row -> row.get("sub")).doesNotHaveDuplicates();
        assertCountersAgree(shown.path("users"), rows);

        Set<String> stored = new HashSet<>();
        for (Map<String, String> row : rows) {
            if (STORED.contains(row.get("state"))) {
                assertThat(sandbox.workos().userByExternalId(row.get("sub")).map(WorkosUser::id))
                        .as("WorkOS user of %s", row)
                        .hasValue(row.get("workosUserId"));
                stored.add(row.get("workosUserId"));
            } else {
                assertThat(row.get("state")).as("state of %s", row).isIn(EXPLAINED);
                assertThat(row.get("reason")).as("reason of %s", row).isNotBlank();
                assertThat(sandbox.workos().userByExternalId(row.get("sub")))
                        .as("WorkOS user of %s", row)
                        .isEmpty();
            }
        }
        assertThat(sandbox.workos().allUsers())
                .as("users of WorkOS")
                .extracting(WorkosUser::id)
                .containsExactlyInAnyOrderElementsOf(stored);
        assertThat(shown.at("/memberships/pending").asInt())
                .as("pending memberships")
                .isZero();
        assertThat(shown.at("/memberships/assigned").asInt())
                .as("memberships")
                .isEqualTo(sandbox.workos().membershipCount());
    }

    private static void assertCountersAgree(JsonNode shown, List<Map<String, String>> rows) {
        Map<String, Integer> counted = new TreeMap<>();
        rows.forEach(row -> counted.merge(row.get("state"), 1, Integer::sum));
        Map<String, Integer> counters = new TreeMap<>();
        for (String state : List.of("PENDING", "IMPORTED", "LINKED", "SKIPPED", "FAILED")) {
            int n = shown.path(state.toLowerCase(java.util.Locale.ROOT)).asInt();
            if (n != 0) {
                counters.put(state, n);
            }
        }
        assertThat(counters).as("counters by state").isEqualTo(counted);
        assertThat(shown.path("discovered").asInt()).as("discovered").isEqualTo(rows.size());
    }

    private List<Map<String, String>> rows(String migration) {
        String csv = get(service.resolve("/migrations/" + migration + "/users"), "text/csv");
        try (MappingIterator<Map<String, String>> rows = new CsvMapper()
                .readerForMapOf(String.class)
                .with(CsvSchema.emptySchema().withHeader())
                .readValues(csv)) {
            return rows.readAll();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JsonNode read(String body) {
        try {
            return json.readTree(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String get(URI uri, String type) {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Accept", type)
                .header("Authorization", "Bearer " + token)
                .build();
        try {
            var response = http.send(request, BodyHandlers.ofString());
            assertThat(response.statusCode()).as("%s: %s", uri, response.body()).isEqualTo(200);
            return response.body();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
