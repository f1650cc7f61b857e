package dev.portage.boot;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RiskySettingsTest {
    private static final Map<String, String> SOUND = Map.of(
            "portage.database.url", "jdbc:postgresql://db.example:5432/portage?sslmode=verify-full",
            "portage.database.username", "portage",
            "portage.workos.api-key", "sk_live_a1b2c3",
            "portage.workos.api-url", "https://api.workos.com",
            "portage.workos.writes-per-10s", "500",
            "quarkus.log.level", "INFO");

    @Test
    void soundSettingsAreNoCauseToWarn() {
        assertThat(warnings(Map.of())).isEmpty();
        assertThat(warnings(Map.of("portage.database.url", "jdbc:postgresql://localhost/portage")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
            portage.database.url,             jdbc:postgresql://db.example/portage,   PORTAGE_DATABASE_URL has no sslmode
            portage.database.username,        postgres,                PORTAGE_DATABASE_USERNAME is PostgreSQL's superuser
            portage.workos.api-url,           http://localhost:8090,   WORKOS_API_URL is not https
            portage.workos.api-url,           https://evil.example,    WORKOS_API_URL leads to evil.example
            portage.workos.api-url,           https://api.workos.com.evil.example, WORKOS_API_URL leads to api.workos.com.evil
            portage.workos.api-key,           sk_test_a1b2c3,          WORKOS_API_KEY is a key of a staging environment
            aws.endpoint.url.cognito.identity.provider, http://localhost:1, AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER is
            portage.cognito.endpoint,         http://localhost:8090,   PORTAGE_COGNITO_ENDPOINT is not https
            portage.cognito.access-key-id,    AKIA,                    PORTAGE_COGNITO_ACCESS_KEY_ID is meant
            portage.workos.writes-per-10s,    501,                     PORTAGE_WORKOS_WRITES_PER_10S is 501
            portage.workos.reads-per-10s,     1001,                    PORTAGE_WORKOS_READS_PER_10S is 1001
            portage.workos.requests-per-60s,  6001,                    PORTAGE_WORKOS_REQUESTS_PER_60S is 6001
            portage.cognito.requests-per-second, 31,                   PORTAGE_COGNITO_REQUESTS_PER_SECOND is 31
            portage.queue.lease,              PT79S,                   PORTAGE_QUEUE_LEASE is shorter
            portage.workos.call-timeout,      PT60S,                   PORTAGE_QUEUE_LEASE is shorter
            quarkus.http.cors.enabled,        true,                    QUARKUS_HTTP_CORS_ENABLED lets
            quarkus.http.proxy.proxy-address-forwarding, true,         QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING lets
            quarkus.log.level,                debug,                   QUARKUS_LOG_LEVEL writes
            """)
    void aRiskySettingIsNamed(String setting, String value, String warning) {
        assertThat(warnings(Map.of(setting, value)))
                .singleElement()
                .asString()
                .startsWith(warning)
                .doesNotContain("a1b2c3");
    }

    @Test
    void theEmbeddedDatabaseIsForTrials() {
        Map<String, String> embedded = Map.of(RunningDatabase.MARK, "true", "portage.database.username", "postgres");
        assertThat(warnings(embedded)).singleElement().asString().contains("nobody backs up");
        Map<String, String> inAPod = new HashMap<>(embedded);
        inAPod.put("KUBERNETES_SERVICE_HOST", "10.0.0.1");
        assertThat(warnings(inAPod)).singleElement().asString().contains("goes with the pod");
    }

    @ParameterizedTest
    @ValueSource(strings = {"25+36-LTS", "25.0.2+10-LTS"})
    void anUnsoundJavaIsNamed(String version) {
        assertThat(warnings(SOUND, Runtime.Version.parse(version)))
                .singleElement()
                .asString()
                .startsWith("Java " + version)
                .contains("25.0.3 or newer");
    }

    private static List<String> warnings(Map<String, String> changes) {
        Map<String, String> settings = new HashMap<>(SOUND);
        settings.putAll(changes);
        return warnings(settings, Runtime.Version.parse("25.0.3+9-LTS"));
    }

    private static List<String> warnings(Map<String, String> settings, Runtime.Version java) {
        return new RiskySettings(
                        new SmallRyeConfigBuilder()
                                .withSources(new PropertiesConfigSource(settings, "test", 500))
                                .build(),
                        java)
                .warnings();
    }
}
