package dev.portage.discovery;

import dev.portage.migration.GroupMapping;
import dev.portage.migration.Migration;
import dev.portage.migration.PoolGroups;
import dev.portage.migration.Run;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Whose members a run reads: an import those that the options name, an assessment every group of the pool. */
@ApplicationScoped
class GroupsToRead {
    private final PoolGroups groups;

    GroupsToRead(PoolGroups groups) {
        this.groups = groups;
    }

    /** The names, in the same order every time. */
    List<String> of(Migration migration, Run run) {
        return switch (run.purpose()) {
            case IMPORT ->
                migration.options().joining().stream()
                        .map(GroupMapping::group)
                        .distinct()
                        .toList();
            case ASSESSMENT -> groups.names(migration.id());
            case ATTRIBUTES, PLAN, UNDO -> List.of();
        };
    }
}
