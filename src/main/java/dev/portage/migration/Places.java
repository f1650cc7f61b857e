package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Which organizations users are to be members of, and with which role. */
@ApplicationScoped
public class Places {
    private final GroupMembers members;

    Places(GroupMembers members) {
        this.members = members;
    }

    /** The memberships that the options want for these users. */
    public Map<String, List<Memberships.Wanted>> of(UUID migrationId, Options options, Collection<String> subs) {
        Map<String, Set<String>> groups = options.groups().isEmpty() ? Map.of() : members.of(migrationId, subs);
        Map<String, List<Memberships.Wanted>> wanted = new HashMap<>();
        subs.forEach(sub -> wanted.put(sub, wanted(sub, options, groups.getOrDefault(sub, Set.of()))));
        return wanted;
    }

    /**
     * One membership per organization. Where several groups lead into one, the first in the options decides on the
     * role; a group decides before the organization that everybody joins.
     */
    static List<Memberships.Wanted> wanted(String sub, Options options, Set<String> groups) {
        Map<String, @Nullable String> roles = new LinkedHashMap<>();
        for (Options.GroupMapping mapping : options.groups()) {
            if (groups.contains(mapping.group()) && !roles.containsKey(mapping.organizationId())) {
                roles.put(mapping.organizationId(), mapping.roleSlug());
            }
        }
        String everybody = options.organizationId();
        if (everybody != null && !roles.containsKey(everybody)) {
            roles.put(everybody, options.roleSlug());
        }
        return roles.entrySet().stream()
                .map(role -> new Memberships.Wanted(sub, role.getKey(), role.getValue()))
                .toList();
    }
}
