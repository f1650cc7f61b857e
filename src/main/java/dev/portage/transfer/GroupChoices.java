package dev.portage.transfer;

import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Unanswered;
import dev.portage.migration.ConflictException;
import dev.portage.migration.GroupMapping;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.OrganizationRef;
import dev.portage.migration.PoolGroup;
import dev.portage.migration.PoolGroups;
import dev.portage.migration.Source;
import dev.portage.migration.SourceType;
import dev.portage.migration.TargetOrganizations;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The groups of a user pool, and what an operator has decided that each becomes. */
@ApplicationScoped
public class GroupChoices {
    private final Migrations migrations;
    private final PoolGroups groups;
    private final TargetOrganizations organizations;
    private final PoolDescriptions pools;
    private final Lifecycle lifecycle;
    private final RateBudget budget;

    GroupChoices(
            Migrations migrations,
            PoolGroups groups,
            TargetOrganizations organizations,
            PoolDescriptions pools,
            Lifecycle lifecycle,
            RateBudget budget) {
        this.migrations = migrations;
        this.groups = groups;
        this.organizations = organizations;
        this.pools = pools;
        this.lifecycle = lifecycle;
        this.budget = budget;
    }

    /**
     * A group with its decision.
     *
     * @param members as counted when an assessment or an import last read them; null while none has
     * @param inPool false for a group that options name and the pool did not have when it was last asked
     * @param madeByCognito whether it is only the mark of an identity provider's users
     * @param decision what it becomes; empty where nobody has decided, so that it becomes nothing
     * @param organizationId the organization in WorkOS; empty where none is decided on, or none was looked up yet
     */
    public record Choice(
            PoolGroup group,
            @Nullable Long members,
            boolean inPool,
            boolean madeByCognito,
            Optional<GroupMapping> decision,
            Optional<String> organizationId) {

        boolean open() {
            return inPool && !madeByCognito && decision.isEmpty();
        }
    }

    /**
     * The groups in the order of their names. Where no reading has listed them yet, Cognito is asked.
     *
     * @throws Unanswered where it does not say
     * @throws InterruptedException where the service stops
     */
    public List<Choice> list(UUID migrationId) throws InterruptedException {
        Migration migration = migrations.get(migrationId);
        if (migration.source().type() != SourceType.USER_POOL) {
            throw new ConflictException(
                    "not-a-user-pool", "A dump does not say who is in which group: migrate from the user pool itself.");
        }
        if (groups.names(migrationId).isEmpty()) {
            ask(migration);
        }
        return choices(migration);
    }

    /**
     * Decides on one group; empty takes the decision back.
     *
     * @throws NotFoundException where the pool has no such group
     * @throws Unanswered where Cognito does not say
     * @throws InterruptedException where the service stops
     */
    public Choice decide(UUID migrationId, String group, Optional<GroupMapping> mapping) throws InterruptedException {
        if (named(list(migrationId), group).isEmpty()) {
            // It may have been made since the groups were listed.
            ask(migrations.get(migrationId));
            if (named(choices(migrations.get(migrationId)), group).isEmpty()) {
                throw new NotFoundException(
                        "group", "The user pool has no such group: see the list of them (GET …/groups).");
            }
        }
        return named(choices(lifecycle.decideGroup(migrationId, group, mapping)), group)
                .orElseThrow();
    }

    private static Optional<Choice> named(List<Choice> choices, String group) {
        return choices.stream()
                .filter(choice -> choice.group().name().equals(group))
                .findFirst();
    }

    /** The names of the groups on which nobody has decided, as far as the pool's groups have been read. */
    public List<String> undecided(UUID migrationId) {
        return choices(migrations.get(migrationId)).stream()
                .filter(Choice::open)
                .map(choice -> choice.group().name())
                .toList();
    }

    /** What an operator should know of them before an import, in a sentence. */
    public List<String> warnings(UUID migrationId) {
        List<String> undecided = undecided(migrationId);
        return undecided.isEmpty()
                ? List.of()
                : List.of(
                        "Nobody has decided what becomes of %d of the pool's groups, such as '%s', so they become nothing: decide on each (PUT /migrations/%s/groups/{name})."
                                .formatted(undecided.size(), undecided.getFirst(), migrationId));
    }

    private List<Choice> choices(Migration migration) {
        Map<String, GroupMapping> decisions = migration.options().groups().stream()
                .collect(Collectors.toMap(GroupMapping::group, Function.identity(), (first, second) -> first));
        Map<String, String> ids = organizations.ids(migration.id());
        List<Choice> choices = new ArrayList<>();
        for (PoolGroups.Known known : groups.all(migration.id())) {
            Optional<GroupMapping> decision =
                    Optional.ofNullable(decisions.remove(known.group().name()));
            choices.add(choice(migration, known, true, decision, ids));
        }
        decisions.forEach((name, decision) -> choices.add(choice(
                migration,
                new PoolGroups.Known(new PoolGroup(name, null, null), null),
                false,
                Optional.of(decision),
                ids)));
        // As pages go on: a database may sort small letters and capitals otherwise.
        choices.sort(Comparator.comparing(choice -> choice.group().name()));
        return choices;
    }

    private static Choice choice(
            Migration migration,
            PoolGroups.Known known,
            boolean inPool,
            Optional<GroupMapping> decision,
            Map<String, String> ids) {
        return new Choice(
                known.group(),
                known.members(),
                inPool,
                PoolGroup.madeByCognito(known.group().name(), migration.source().userPoolId()),
                decision,
                decision.flatMap(GroupMapping::organization).flatMap(reference -> id(reference, ids)));
    }

    private static Optional<String> id(OrganizationRef reference, Map<String, String> ids) {
        return reference instanceof OrganizationRef.ById(String id)
                ? Optional.of(id)
                : Optional.ofNullable(ids.get(reference.key()));
    }

    private void ask(Migration migration) throws InterruptedException {
        Source source = migration.source();
        Turn turn = budget.turn();
        List<PoolGroup> found = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            turn.await(Draw.COGNITO_DESCRIPTION);
            PoolListing<PoolGroup> page = pools.listGroups(
                            Objects.requireNonNull(source.region()), Objects.requireNonNull(source.userPoolId()), token)
                    .orThrow();
            found.addAll(page.items());
            token = page.nextToken();
        } while (token.isPresent());
        UUID reading = UUID.randomUUID();
        QuarkusTransaction.requiringNew().run(() -> {
            groups.add(migration.id(), reading, found);
            groups.keepOnly(migration.id(), reading);
        });
    }
}
