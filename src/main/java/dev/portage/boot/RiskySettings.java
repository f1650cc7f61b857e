package dev.portage.boot;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.Config;

/**
 * What a service in production takes, but its operator should know of. Each warning begins with the setting's name, says
 * what may come of it and what to do, and repeats no secret.
 */
final class RiskySettings {

    private static final Set<String> TALKATIVE = Set.of("ALL", "TRACE", "DEBUG", "FINEST", "FINER", "FINE");

    /** Before it a virtual thread that waits may never wake up: JDK-8369227. */
    private static final Runtime.Version SOUND_JAVA = Runtime.Version.parse("25.0.3");

    private final Config config;
    private final Runtime.Version java;

    RiskySettings(Config config, Runtime.Version java) {
        this.config = config;
        this.java = java;
    }

    List<String> warnings() {
        return Stream.of(java(), database(), addresses(), credentials(), budgets(), queue(), web(), log())
                .flatMap(warnings -> warnings)
                .toList();
    }

    private Stream<String> java() {
        return Stream.of("Java %s may let a sign-in wait for ever (JDK-8369227): run Portage on %s or newer."
                        .formatted(java, SOUND_JAVA))
                .filter(warning -> java.compareTo(SOUND_JAVA) < 0);
    }

    private Stream<String> database() {
        if (config.getOptionalValue(RunningDatabase.MARK, Boolean.class).orElse(false)) {
            String onKubernetes = value("KUBERNETES_SERVICE_HOST").isEmpty()
                    ? ""
                    : ", and which goes with the pod unless that folder is on a volume";
            return Stream.of("PORTAGE_DATABASE_URL is not set: everything is kept in the embedded PostgreSQL under"
                    + " PORTAGE_DATA_DIR, which nobody backs up and no other replica can reach" + onKubernetes
                    + ". Set it to a PostgreSQL of your own.");
        }
        String url = value(BootSettings.DATABASE_URL)
                .or(() -> value("quarkus.datasource.jdbc.url"))
                .orElse("");
        return Stream.of(
                        Optional.of(
                                        "PORTAGE_DATABASE_URL has no sslmode=verify-full: users' data and the database's"
                                                + " password may be read, or the server be another than you think, on the way there.")
                                .filter(warning -> !isLocal(url.replaceFirst("^jdbc:", ""))
                                        && !url.contains("sslmode=verify-full")
                                        && !url.contains("sslmode=verify-ca")),
                        Optional.of("PORTAGE_DATABASE_USERNAME is PostgreSQL's superuser: give Portage a role that owns"
                                        + " its own database and nothing else.")
                                .filter(warning -> value("portage.database.username")
                                        .filter("postgres"::equals)
                                        .isPresent()))
                .flatMap(Optional::stream);
    }

    private Stream<String> addresses() {
        return Stream.of(
                        address("WORKOS_API_URL", "portage.workos.api-url", "api.workos.com"),
                        address(
                                "AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER",
                                "aws.endpoint.url.cognito.identity.provider",
                                "amazonaws.com"),
                        address("PORTAGE_COGNITO_ENDPOINT", "portage.cognito.endpoint", "amazonaws.com"))
                .flatMap(Optional::stream);
    }

    private Optional<String> address(String variable, String setting, String usual) {
        return value(setting).flatMap(address -> {
            if (!address.startsWith("https://")) {
                return Optional.of(variable + " is not https: keys and users' data can be read on the way. Is this a"
                        + " sandbox? Leave it unset in production.");
            }
            String host = host(address);
            return Optional.of(variable + " leads to " + host + " instead of " + usual
                            + ": users' data goes there. Leave it unset unless that is a proxy of yours.")
                    .filter(warning -> !host.equals(usual) && !host.endsWith("." + usual));
        });
    }

    private Stream<String> credentials() {
        return Stream.of(
                        Optional.of(
                                        "PORTAGE_COGNITO_ACCESS_KEY_ID is meant for the sandbox: prefer a role that AWS's own"
                                                + " chain of credentials finds, such as IRSA, over a key that lasts for ever.")
                                .filter(warning ->
                                        value("portage.cognito.access-key-id").isPresent()),
                        Optional.of("WORKOS_API_KEY is a key of a staging environment: users go there, not to"
                                        + " production.")
                                .filter(warning -> value("portage.workos.api-key")
                                        .filter(key -> key.startsWith("sk_test_"))
                                        .isPresent()))
                .flatMap(Optional::stream);
    }

    private Stream<String> budgets() {
        return Stream.of(
                        above("portage.workos.writes-per-10s", 500, "WorkOS's ceiling"),
                        above("portage.workos.reads-per-10s", 1000, "WorkOS's ceiling"),
                        above("portage.workos.requests-per-60s", 6000, "WorkOS's ceiling"),
                        above("portage.cognito.requests-per-second", 30, "Cognito's quota"))
                .flatMap(Optional::stream);
    }

    private Optional<String> above(String setting, int ceiling, String whose) {
        return config.getOptionalValue(setting, Integer.class)
                .filter(value -> value > ceiling)
                .map(value ->
                        "%s is %d, above %s of %d: the live application's sign-ins will be refused with it, unless"
                                        .formatted(variable(setting), value, whose, ceiling)
                                + " yours was raised.");
    }

    private Stream<String> queue() {
        Duration lease =
                config.getOptionalValue("portage.queue.lease", Duration.class).orElse(Duration.ofSeconds(90));
        Duration call = config.getOptionalValue("portage.workos.call-timeout", Duration.class)
                .orElse(Duration.ofSeconds(20));
        // The handler with the most calls has four: create, look up, update, join.
        return Stream.of("PORTAGE_QUEUE_LEASE is shorter than four calls of PORTAGE_WORKOS_CALL_TIMEOUT: jobs that are"
                        + " only slow are taken over, and their calls made twice.")
                .filter(warning -> lease.compareTo(call.multipliedBy(4)) < 0);
    }

    private Stream<String> web() {
        return Stream.of(
                        Optional.of(
                                        "QUARKUS_HTTP_CORS_ENABLED lets web pages of other origins call Portage: no part of it"
                                                + " needs that.")
                                .filter(warning -> config.getOptionalValue("quarkus.http.cors.enabled", Boolean.class)
                                        .orElse(false)),
                        Optional.of(
                                        "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING lets every caller name the address that"
                                                + " the audit records: set QUARKUS_HTTP_PROXY_TRUSTED_PROXIES too.")
                                .filter(warning -> config.getOptionalValue(
                                                        "quarkus.http.proxy.proxy-address-forwarding", Boolean.class)
                                                .orElse(false)
                                        && value("quarkus.http.proxy.trusted-proxies")
                                                .isEmpty()))
                .flatMap(Optional::stream);
    }

    private Stream<String> log() {
        return Stream.of(
                        "QUARKUS_LOG_LEVEL writes what libraries say of each request, users' data included: leave it at"
                                + " INFO.")
                .filter(warning -> value("quarkus.log.level")
                        .filter(level -> TALKATIVE.contains(level.toUpperCase(Locale.ROOT)))
                        .isPresent());
    }

    private Optional<String> value(String setting) {
        return config.getOptionalValue(setting, String.class).filter(value -> !value.isBlank());
    }

    private static boolean isLocal(String url) {
        return Set.of("localhost", "127.0.0.1", "[::1]").contains(host(url));
    }

    private static String host(String url) {
        try {
            return Optional.ofNullable(URI.create(url).getHost()).orElse("");
        } catch (IllegalArgumentException notAnAddress) {
            return "";
        }
    }

    private static String variable(String setting) {
        return setting.replaceAll("[^a-z0-9]", "_").toUpperCase(Locale.ROOT);
    }
}
