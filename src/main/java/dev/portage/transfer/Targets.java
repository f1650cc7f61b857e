package dev.portage.transfer;

import dev.portage.migration.GroupMapping;
import dev.portage.migration.Options;
import dev.portage.migration.OrganizationRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The organizations that options refer to, with who needs which role in each. */
final class Targets {
    private Targets() {}

    /**
     * An organization that has to be there.
     *
     * @param roles by slug, what gives the role there
     */
    record Target(OrganizationRef reference, Map<String, String> roles) {

        /** What is wrong, in words, where these are the roles that there are; empty where nothing is. */
        List<String> missing(Set<String> there) {
            List<String> missing = new ArrayList<>();
            roles.forEach((slug, whose) -> {
                if (!there.contains(slug)) {
                    missing.add("the role '" + slug + "' of " + whose);
                }
            });
            return missing;
        }

        String described() {
            return switch (reference) {
                case OrganizationRef.ById(String id) -> id;
                case OrganizationRef.ByExternalId(String externalId) -> "with the external id '" + externalId + "'";
                case OrganizationRef.ByName(String name) -> "'" + name + "'";
            };
        }
    }

    /** In the order of the options, the one that everybody joins first. */
    static List<Target> of(Options options) {
        List<Target> targets = new ArrayList<>();
        if (options.organizationId() != null) {
            add(targets, new OrganizationRef.ById(options.organizationId()), options.roleSlug(), "options.roleSlug");
        }
        for (GroupMapping mapping : options.joining()) {
            add(
                    targets,
                    mapping.organization().orElseThrow(),
                    mapping.roleSlug(),
                    "the group '" + mapping.group() + "'");
        }
        return targets;
    }

    private static void add(List<Target> targets, OrganizationRef reference, @Nullable String role, String whose) {
        Target target = targets.stream()
                .filter(known -> known.reference().equals(reference))
                .findFirst()
                .orElseGet(() -> {
                    Target added = new Target(reference, new TreeMap<>());
                    targets.add(added);
                    return added;
                });
        if (role != null) {
            target.roles().putIfAbsent(role, whose);
        }
    }
}
