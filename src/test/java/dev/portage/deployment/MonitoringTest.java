package dev.portage.deployment;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Sandbox;
import io.fabric8.openshift.api.model.monitoring.v1.PrometheusRule;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hamcrest.Matchers;
import org.junit.jupiter.api.Test;

/** Alerts and dashboard ask for metrics, labels and values that the running service has. */
@QuarkusTest
class MonitoringTest {
    private static final String POOL = "us-east-1_Watched";

    /** Prometheus adds them when it scrapes. */
    private static final Set<String> LABELS_OF_THE_SCRAPE = Set.of("pod");

    private static final Pattern SAMPLE = Pattern.compile("^([a-z_]+)(?:\\{(.*)})? \\S+$");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+)=\"([^\"]*)\"");
    private static final Pattern SELECTOR = Pattern.compile("([a-z_]+)\\{([^}]*)}");
    private static final Pattern MATCHER = Pattern.compile("([a-z_]+)=~?\"([^\"]*)\"");
    private static final Pattern GROUPING = Pattern.compile("\\b(?:by|on) ?\\(([^)]*)\\)");

    Sandbox sandbox;

    @Test
    void whatIsWatchedIsThere() {
        importAFewUsers();
        Map<String, Map<String, Set<String>>> there = new HashMap<>();
        await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
            there.clear();
            there.putAll(metrics());
            assertThat(there.keySet()).containsAll(wanted());
        });

        assertThat(wanted()).hasSizeGreaterThan(20);
        for (String expression : expressions()) {
            Set<String> labels = new HashSet<>(LABELS_OF_THE_SCRAPE);
            names(expression).forEach(name -> labels.addAll(there.get(name).keySet()));
            assertThat(labels).as(expression).containsAll(groupings(expression));
            SELECTOR.matcher(expression)
                    .results()
                    .forEach(selector -> MATCHER.matcher(selector.group(2))
                            .results()
                            .forEach(matcher -> assertThat(there.get(selector.group(1)))
                                    .as(expression)
                                    .containsKey(matcher.group(1))));
        }
    }

    @Test
    void labelsTellOfNoUser() {
        importAFewUsers();

        metrics()
                .forEach((name, labels) -> labels.forEach((label, values) -> assertThat(values)
                        .as(name + " " + label)
                        .noneMatch(value -> value.contains("@") || value.length() > 80)));
    }

    @Test
    void usersAreCountedByStateUnderTheirMigration() {
        String migration = importAFewUsers();

        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(given().get("/q/metrics").asString())
                        .containsPattern("portage_users\\{migration=\"" + migration + "\",state=\"imported\"} [1-9]"));
    }

    private String importAFewUsers() {
        String known = given().auth()
                .oauth2("admin")
                .get("/migrations?limit=500")
                .path("items.find { it.source.userPoolId == '" + POOL + "' }.id");
        if (known != null) {
            return known;
        }
        given().contentType(ContentType.JSON)
                .body("{\"users\":20,\"seed\":11}")
                .put(sandbox.url() + "/sandbox/pools/" + POOL)
                .then()
                .statusCode(Matchers.lessThan(300));
        String id = given().auth()
                .oauth2("admin")
                .contentType(ContentType.JSON)
                .body("""
                        {"name":"watched","start":true,
                         "source":{"type":"user-pool","userPoolId":"%s","region":"us-east-1"}}
                        """.formatted(POOL))
                .post("/migrations")
                .then()
                .statusCode(201)
                .extract()
                .path("id");
        await().atMost(Duration.ofSeconds(60))
                .until(() -> given().auth()
                        .oauth2("admin")
                        .get("/migrations/" + id)
                        .path("state")
                        .equals("COMPLETED"));
        return id;
    }

    private static Set<String> wanted() {
        Set<String> names = new TreeSet<>();
        expressions().forEach(expression -> names.addAll(names(expression)));
        return names;
    }

    private static List<String> expressions() {
        List<String> expressions = new ArrayList<>();
        Manifests.only(Manifests.puttingTogether(Manifests.FOLDER.resolve("monitoring")), PrometheusRule.class)
                .forEach(rules -> rules.getSpec()
                        .getGroups()
                        .forEach(group -> group.getRules()
                                .forEach(rule -> expressions.add(rule.getExpr().getStrVal()))));
        JsonNode dashboard = Manifests.json(Manifests.FOLDER.resolve("monitoring/dashboard.json"));
        for (JsonNode panel : dashboard.path("panels")) {
            panel.path("targets")
                    .forEach(target -> expressions.add(target.path("expr").asText()));
        }
        return expressions;
    }

    /** What is left of a query without its labels, durations, functions and operators. */
    private static Set<String> names(String expression) {
        String bare = GROUPING.matcher(expression.replaceAll("\\{[^}]*}|\\[[^]]*]", " "))
                .replaceAll(" ")
                .replaceAll("\\b(unless|and|or|on|by)\\b", " ");
        Set<String> names = new TreeSet<>();
        Matcher name = Pattern.compile("[a-z_]+\\b(?!\\s*\\()").matcher(bare);
        while (name.find()) {
            names.add(name.group());
        }
        return names;
    }

    private static Set<String> groupings(String expression) {
        Set<String> labels = new TreeSet<>();
        GROUPING.matcher(expression).results().forEach(grouping -> {
            for (String label : grouping.group(1).split(",")) {
                if (!label.isBlank()) {
                    labels.add(label.strip());
                }
            }
        });
        return labels;
    }

    /** Every metric that the service shows, with the values of each of its labels. */
    private static Map<String, Map<String, Set<String>>> metrics() {
        Map<String, Map<String, Set<String>>> metrics = new HashMap<>();
        given().get("/q/metrics").asString().lines().forEach(line -> {
            Matcher sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                Map<String, Set<String>> labels = metrics.computeIfAbsent(sample.group(1), name -> new HashMap<>());
                if (sample.group(2) != null) {
                    LABEL.matcher(sample.group(2))
                            .results()
                            .forEach(label -> labels.computeIfAbsent(label.group(1), name -> new TreeSet<>())
                                    .add(label.group(2)));
                }
            }
        });
        return metrics;
    }
}
