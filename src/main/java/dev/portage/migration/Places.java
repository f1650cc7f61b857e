package dev.portage.migration;

import static java.util.stream.Collectors.toUnmodifiableSet;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** Which organizations users are to be members of, and with which roles. */
@ApplicationScoped
public class Places {
    private final GroupMembers members;
    private final PoolGroups groups;
    private final TargetOrganizations organizations;

    Places(GroupMembers members, PoolGroups groups, TargetOrganizations organizations) {
        this.members = members;
        this.groups = groups;
        this.organizations = organizations;
    }

    /** A group that leads into an organization. */
    record Way(String group, String organizationId, Optional<String> roleSlug) {}

    /**
     * The memberships that the options want for these users. An organization that no run has looked for yet is left out:
     * the next import finds it, and brings everybody there.
     */
    public Map<String, List<Memberships.Wanted>> of(UUID migrationId, Options options, Collection<String> subs) {
        List<Way> ways = ways(migrationId, options);
        Map<String, Set<String>> groupsOf = ways.isEmpty() ? Map.of() : members.of(migrationId, subs);
        Map<String, List<Memberships.Wanted>> wanted = new HashMap<>();
        subs.forEach(sub -> wanted.put(sub, wanted(sub, options, ways, groupsOf.getOrDefault(sub, Set.of()))));
        return wanted;
    }

    /** The organizations that groups lead into, and that a user who leaves the groups has to leave. */
    public Set<String> ledInto(UUID migrationId, Options options) {
        return ways(migrationId, options).stream()
                .map(Way::organizationId)
                .filter(id -> !id.equals(options.organizationId()))
                .collect(toUnmodifiableSet());
    }

    /** Those whose group goes before others first; in the order of the options where Cognito's does not tell. */
    private List<Way> ways(UUID migrationId, Options options) {
        List<GroupMapping> joining = options.joining();
        if (joining.isEmpty()) {
            return List.of();
        }
        Map<String, String> ids = organizations.ids(migrationId);
        Map<String, Integer> precedences = groups.precedences(
                migrationId, joining.stream().map(GroupMapping::group).toList());
        return joining.stream()
                .flatMap(mapping -> mapping
                        .organization()
                        .flatMap(reference -> id(reference, ids))
                        .map(id -> new Way(mapping.group(), id, Optional.ofNullable(mapping.roleSlug())))
                        .stream())
                .sorted(Comparator.comparing(way -> precedences.getOrDefault(way.group(), Integer.MAX_VALUE)))
                .toList();
    }

    private static Optional<String> id(OrganizationRef reference, Map<String, String> ids) {
        return reference instanceof OrganizationRef.ById(String id)
                ? Optional.of(id)
                : Optional.ofNullable(ids.get(reference.key()));
    }

    /**
     * One membership per organization, with the roles of all groups that lead there. The role that everybody has is only
     * for those who have no other.
     */
    static List<Memberships.Wanted> wanted(String sub, Options options, List<Way> ways, Set<String> groups) {
        Map<String, Set<String>> roles = new LinkedHashMap<>();
        for (Way way : ways) {
            if (groups.contains(way.group())) {
                Set<String> there = roles.computeIfAbsent(way.organizationId(), id -> new LinkedHashSet<>());
                way.roleSlug().ifPresent(there::add);
            }
        }
        String everybody = options.organizationId();
        if (everybody != null && roles.getOrDefault(everybody, Set.of()).isEmpty()) {
            roles.put(everybody, options.roleSlug() == null ? Set.of() : Set.of(options.roleSlug()));
        }
        return roles.entrySet().stream()
                .map(role -> new Memberships.Wanted(sub, role.getKey(), List.copyOf(role.getValue())))
                .toList();
    }
}
