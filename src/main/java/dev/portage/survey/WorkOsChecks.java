package dev.portage.survey;

import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.pacing.Turn;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsConfig;
import dev.portage.workos.WorkOsDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The WorkOS side of the preflight: key, client id, environment, and the organizations and roles that options name. */
@ApplicationScoped
class WorkOsChecks {
    private static final String KEY = "workos.api-key";
    private static final String CLIENT = "workos.client-id";
    private static final String ENVIRONMENT = "workos.environment";
    private static final String ORGANIZATION = "workos.organization";
    private static final String ROLE = "workos.role";

    private final WorkOsConfig config;
    private final WorkOsDirectory workos;

    WorkOsChecks(WorkOsConfig config, WorkOsDirectory workos) {
        this.config = config;
        this.workos = workos;
    }

    List<Check> check(List<Migration> migrations, Turn turn) throws InterruptedException {
        Check key = key(turn);
        if (key.status() != Check.Status.PASSED) {
            String later = "Tried as soon as the API key is good.";
            return List.of(
                    key,
                    Check.notApplicable(CLIENT, later),
                    Check.notApplicable(ENVIRONMENT, later),
                    Check.notApplicable(ORGANIZATION, later),
                    Check.notApplicable(ROLE, later));
        }
        List<Check> checks = new ArrayList<>(List.of(key, client(turn), environment()));
        checks.addAll(organizations(named(migrations), turn));
        return checks;
    }

    private Check key(Turn turn) throws InterruptedException {
        Optional<String> key = config.apiKey().filter(text -> !text.isBlank());
        if (key.isEmpty()) {
            return Check.failed(KEY, "Set WORKOS_API_KEY to the secret key of the environment (sk_…).");
        }
        if (!key.get().startsWith("sk_")) {
            return Check.failed(KEY, "WORKOS_API_KEY is no secret key: such a key begins with sk_.");
        }
        Outcome<Boolean> listing = workos.mayListUsers(turn);
        return listing instanceof Outcome.Success<Boolean>
                ? Check.passed(KEY, "WorkOS takes the key, and lets it list users.")
                : Check.failed(KEY, why(listing));
    }

    private Check client(Turn turn) throws InterruptedException {
        Optional<String> client = config.clientId().filter(text -> !text.isBlank());
        if (client.isEmpty()) {
            return Check.failed(CLIENT, "Set WORKOS_CLIENT_ID to the client id of the environment (client_…).");
        }
        if (!client.get().startsWith("client_")) {
            return Check.failed(CLIENT, "WORKOS_CLIENT_ID is no client id: one begins with client_.");
        }
        Outcome<String> exchange =
                workos.exchangeNothing(client.get(), config.apiKey().orElseThrow(), turn);
        return switch (exchange) {
            case Outcome.Throttled<String> ignored -> Check.failed(CLIENT, why(exchange));
            case Outcome.Unavailable<String> ignored -> Check.failed(CLIENT, why(exchange));
            case Outcome.Unauthorized<String> ignored -> notTogether();
            case Outcome.Rejected<String>(String code) when code.equals("invalid_client") -> notTogether();
            // The code that never was is refused behind the check of the client.
            default -> Check.passed(CLIENT, "Client id and API key belong together.");
        };
    }

    private static Check notTogether() {
        return Check.failed(
                CLIENT, "WorkOS does not know the client id, or not with this key: take both from one environment.");
    }

    private Check environment() {
        String key = config.apiKey().orElse("");
        String kind = key.startsWith("sk_test_")
                ? "a staging environment"
                : key.startsWith("sk_live_")
                        ? "a production environment"
                        : "an environment of a kind that the key does not tell";
        return Check.passed(ENVIRONMENT, "Users go to " + kind + " at " + config.apiUrl() + ".");
    }

    /** The organizations that options name, each with the roles that are given in it. */
    private Map<String, Set<String>> named(List<Migration> migrations) {
        Map<String, Set<String>> named = new TreeMap<>();
        config.organizationId().filter(id -> !id.isBlank()).ifPresent(id -> named.put(id, new TreeSet<>()));
        for (Migration migration : migrations) {
            Options options = migration.options();
            add(named, options.organizationId(), options.roleSlug());
            options.groups().forEach(group -> add(named, group.organizationId(), group.roleSlug()));
        }
        return named;
    }

    private static void add(Map<String, Set<String>> named, @Nullable String organization, @Nullable String role) {
        if (organization != null) {
            Set<String> roles = named.computeIfAbsent(organization, id -> new TreeSet<>());
            if (role != null) {
                roles.add(role);
            }
        }
    }

    private List<Check> organizations(Map<String, Set<String>> named, Turn turn) throws InterruptedException {
        List<String> missing = new ArrayList<>();
        List<String> roles = new ArrayList<>();
        boolean anyRole = false;
        for (Map.Entry<String, Set<String>> one : named.entrySet()) {
            Outcome<String> organization = workos.organization(one.getKey(), turn);
            if (!(organization instanceof Outcome.Success<String>)) {
                missing.add(one.getKey() + ": " + why(organization));
            } else if (!one.getValue().isEmpty()) {
                anyRole = true;
                missingRoles(one, turn).ifPresent(roles::add);
            }
        }
        return List.of(
                named.isEmpty()
                        ? Check.notApplicable(ORGANIZATION, "No options name an organization.")
                        : result(ORGANIZATION, missing, "Every organization that options name is there."),
                anyRole
                        ? result(ROLE, roles, "Every role that options name is there.")
                        : Check.notApplicable(ROLE, "No options name a role in an organization that is there."));
    }

    private Optional<String> missingRoles(Map.Entry<String, Set<String>> one, Turn turn) throws InterruptedException {
        Outcome<Set<String>> known = workos.roles(one.getKey(), turn);
        if (!(known instanceof Outcome.Success<Set<String>>(Set<String> slugs))) {
            return Optional.of(one.getKey() + ": " + why(known));
        }
        Set<String> missing = new TreeSet<>(one.getValue());
        missing.removeAll(slugs);
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of(one.getKey() + " has no role " + String.join(", ", missing)
                        + ": make it in WorkOS, or name another in the options.");
    }

    private static Check result(String item, List<String> problems, String fine) {
        return problems.isEmpty() ? Check.passed(item, fine) : Check.failed(item, String.join(" ", problems));
    }

    private static String why(Outcome<?> outcome) {
        return switch (outcome) {
            case Outcome.Unauthorized<?>(String why) -> why + ".";
            case Outcome.Unavailable<?>(String why) -> why + ": try again when it answers.";
            case Outcome.Throttled<?> ignored -> "WorkOS has had too many calls: try again in a minute.";
            case Outcome.NotFound<?> ignored ->
                "WorkOS has nothing of that id in this environment: check the options, and which environment the key is of.";
            case Outcome.Rejected<?>(String code) -> "WorkOS refuses the call: " + code + ".";
            case Outcome.Unreadable<?> ignored -> "WorkOS's answer can not be read: is WORKOS_API_URL right?";
            case Outcome.Conflict<?> ignored -> "WorkOS refuses the call.";
            case Outcome.Success<?> ignored -> throw new IllegalArgumentException("a success is for the caller");
        };
    }
}
