package dev.portage.verification;

import dev.portage.migration.Counters;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.ProviderCheckRows;
import dev.portage.migration.UserState;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says of an item how it stands, by what was listed and by the rows. */
@ApplicationScoped
class Judge {
    /** What it judges, in this order. */
    static final List<Item> ITEMS = List.of(
            Item.WORKOS, Item.USERS_MOVED, Item.RECONCILIATION, Item.ATTRIBUTES, Item.MEMBERSHIPS, Item.PROVIDERS);

    private final Comparisons comparisons;
    private final Counters counters;
    private final ProviderCheckRows providerChecks;

    Judge(Comparisons comparisons, Counters counters, ProviderCheckRows providerChecks) {
        this.comparisons = comparisons;
        this.counters = counters;
        this.providerChecks = providerChecks;
    }

    /** What it says of one item. */
    record Judgement(Item item, Status status, Evidence evidence) {
        private static Judgement of(Item item, boolean passed, Evidence evidence) {
            return new Judgement(item, passed ? Status.PASSED : Status.FAILED, evidence);
        }
    }

    /** Whether a person has attested it, and nothing was tried since: no verification takes that back. */
    boolean holds(UUID migrationId, Checklist.Entry entry) {
        return entry.evidence().attested()
                && providerChecks.of(migrationId).values().stream()
                        .map(ProviderCheck::checkedAt)
                        .noneMatch(at -> at != null && at.isAfter(entry.at()));
    }

    Judgement of(Item item, Verification verification) {
        return switch (item) {
            case WORKOS -> workos(verification);
            case USERS_MOVED -> usersMoved(verification);
            case RECONCILIATION -> reconciliation(verification);
            case ATTRIBUTES -> attributes(verification);
            case MEMBERSHIPS -> memberships(verification);
            case PROVIDERS -> providers(verification);
            default -> throw new IllegalArgumentException("another looks at " + item);
        };
    }

    private Judgement workos(Verification verification) {
        boolean any = verification.accounts() > 0;
        return Judgement.of(
                Item.WORKOS,
                any,
                Evidence.of("users", verification.accounts())
                        .and(
                                "detail",
                                any
                                        ? "WorkOS takes the key and lists its users."
                                        : "WorkOS answers and has no user: is the key of the environment that you imported into?"));
    }

    private Judgement usersMoved(Verification verification) {
        Map<String, Long> states = new LinkedHashMap<>();
        Map<String, Long> reasons = new LinkedHashMap<>();
        counters.of(verification.migrationId(), "user").forEach(count -> {
            states.merge(count.state(), count.n(), Long::sum);
            if (!count.reason().isEmpty()) {
                reasons.merge(count.reason(), count.n(), Long::sum);
            }
        });
        long pending = states.getOrDefault(UserState.PENDING.name(), 0L);
        long failed = states.getOrDefault(UserState.FAILED.name(), 0L);
        long over =
                states.getOrDefault(UserState.IMPORTED.name(), 0L) + states.getOrDefault(UserState.LINKED.name(), 0L);
        String detail = over == 0
                ? "Nobody has gone over yet: start an import (POST …/imports)."
                : failed > 0
                        ? "The failed users say why (GET …/users?state=FAILED): mend that, and try them again (POST …/retry)."
                        : pending > 0
                                ? "Some wait still: an import moves them (POST …/imports)."
                                : "Everybody went over, or was left out for a reason that stands with each of them (GET …/users?state=SKIPPED).";
        return Judgement.of(
                Item.USERS_MOVED,
                over > 0 && pending == 0 && failed == 0,
                Evidence.of("moved", over)
                        .and("pending", pending)
                        .and("failed", failed)
                        .and("skipped", states.getOrDefault(UserState.SKIPPED.name(), 0L))
                        .and("reasons", reasons)
                        .and("detail", detail));
    }

    private Judgement reconciliation(Verification verification) {
        Map<String, Object> values = new LinkedHashMap<>();
        Map<String, Object> examples = new LinkedHashMap<>();
        long differences = 0;
        for (Difference difference : Difference.RECONCILED) {
            Comparisons.Found found = comparisons.of(difference, verification);
            values.put(difference.slug(), found.users());
            differences += found.users();
            if (found.users() > 0) {
                examples.put(difference.slug(), found.examples());
            }
        }
        values.put("inIdMap", comparisons.inIdMap(verification));
        values.put("inWorkOS", verification.accounts());
        values.put("strangers", verification.strangers());
        values.put("neverSignedIn", comparisons.neverSignedIn(verification));
        values.put("unlinked", comparisons.unlinked(verification));
        values.put("changedAtSignIn", comparisons.changedAtSignIn(verification));
        values.put("changedMeanwhile", comparisons.changedMeanwhile(verification));
        values.put("examples", examples);
        values.put(
                "detail",
                differences == 0
                        ? "Every user of the id map is in WorkOS as the map says."
                        : "A diagnosis of each says what is wrong and what mends it (GET /diagnosis?sub=).");
        return Judgement.of(Item.RECONCILIATION, differences == 0, new Evidence(values));
    }

    private Judgement attributes(Verification verification) {
        long compared = comparisons.valuesCompared(verification);
        if (compared == 0) {
            return new Judgement(
                    Item.ATTRIBUTES,
                    Status.NOT_APPLICABLE,
                    Evidence.detail("No user has a custom attribute that goes into WorkOS's metadata."));
        }
        Comparisons.Found lost = comparisons.of(Difference.LOST_ATTRIBUTES, verification);
        return Judgement.of(
                Item.ATTRIBUTES,
                lost.users() == 0,
                Evidence.of("users", comparisons.usersWithValues(verification))
                        .and("valuesCompared", compared)
                        .and("usersWithDifferences", lost.users())
                        .and("examples", Map.of("different", lost.examples()))
                        .and(
                                "detail",
                                lost.users() == 0
                                        ? "Every value was compared, of every user, with no call for it. Those that do not fit into metadata are kept here (GET /users/{workosUserId}/attributes)."
                                        : "Sending a user again brings the attributes over once more (POST …/users/{sub}/retry with \"again\":true)."));
    }

    private Judgement memberships(Verification verification) {
        long all = comparisons.memberships(verification);
        if (all == 0) {
            return new Judgement(
                    Item.MEMBERSHIPS,
                    Status.NOT_APPLICABLE,
                    Evidence.detail("The options put nobody into an organization."));
        }
        Comparisons.Found missing = comparisons.missingMemberships(verification);
        Comparisons.Found roles = comparisons.otherRoles(verification);
        Comparisons.Found unassigned = comparisons.unassigned(verification);
        boolean passed = missing.users() + roles.users() + unassigned.users() == 0;
        return Judgement.of(
                Item.MEMBERSHIPS,
                passed,
                Evidence.of("memberships", all)
                        .and("usersMissing", missing.users())
                        .and("usersWithOtherRole", roles.users())
                        .and("usersUnassigned", unassigned.users())
                        .and(
                                "examples",
                                Map.of(
                                        "missing",
                                        missing.examples(),
                                        "otherRole",
                                        roles.examples(),
                                        "unassigned",
                                        unassigned.examples()))
                        .and(
                                "detail",
                                passed
                                        ? "Every membership is there, with its role."
                                        : "Each user says why a membership failed (GET …/users/{sub}); a retry tries it again (POST …/retry)."));
    }

    /** By the latest check of each, which {@code POST …/identity-providers/{name}/check} has made. */
    private Judgement providers(Verification verification) {
        Map<String, Long> users = comparisons.federated(verification);
        if (users.isEmpty()) {
            return new Judgement(
                    Item.PROVIDERS, Status.NOT_APPLICABLE, Evidence.detail("No user has an identity provider."));
        }
        Map<String, ProviderCheck> checks = providerChecks.of(verification.migrationId());
        Map<String, ProviderCheck.Status> standing = users.keySet().stream()
                .collect(Collectors.toMap(
                        Function.identity(),
                        name -> checks.getOrDefault(name, ProviderCheck.NONE).status(),
                        (one, other) -> one,
                        TreeMap::new));
        Evidence evidence = Evidence.of("users", users).and("checks", standing);
        if (standing.containsValue(ProviderCheck.Status.FAILED)) {
            return new Judgement(
                    Item.PROVIDERS,
                    Status.FAILED,
                    evidence.and(
                            "detail",
                            "Each provider says what is wrong with it and what mends it (GET …/identity-providers)."));
        }
        return standing.containsValue(ProviderCheck.Status.UNCHECKED)
                ? new Judgement(
                        Item.PROVIDERS,
                        Status.UNATTESTED,
                        evidence.and(
                                "detail",
                                "Check each (POST …/identity-providers/{name}/check) and verify again; or sign in once through each, then attest this."))
                : new Judgement(
                        Item.PROVIDERS, Status.PASSED, evidence.and("detail", "The latest check of each has passed."));
    }
}
