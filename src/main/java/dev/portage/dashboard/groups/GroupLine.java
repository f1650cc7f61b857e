package dev.portage.dashboard.groups;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Tone;
import dev.portage.dashboard.Words;
import dev.portage.migration.GroupMapping;
import dev.portage.transfer.GroupChoices;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A group in the list.
 *
 * @param about what the pool says of it; empty where it says nothing
 * @param becomes what its members become, in words
 * @param organizationId of the organization, where it is known
 */
record GroupLine(
        String name,
        String href,
        String about,
        String members,
        Badge fate,
        String becomes,
        @Nullable String organizationId) {

    static GroupLine of(UUID migrationId, GroupChoices.Choice choice) {
        Long members = choice.members();
        return new GroupLine(
                choice.group().name(),
                GroupPage.address(migrationId, choice.group().name()),
                about(choice),
                members == null ? "not counted yet" : Words.number(members),
                fate(choice),
                becomes(choice),
                choice.organizationId().orElse(null));
    }

    private static String about(GroupChoices.Choice choice) {
        if (!choice.inPool()) {
            return "The pool has no such group any more.";
        }
        if (choice.madeByCognito()) {
            return "Made by Cognito for the users of an identity provider.";
        }
        String description = choice.group().description();
        // Many pools describe a group by its name.
        return description == null || description.equals(choice.group().name()) ? "" : description;
    }

    private static Badge fate(GroupChoices.Choice choice) {
        return choice.decision()
                .map(decision -> decision.organization().isPresent()
                        ? new Badge("Joins", Tone.GOOD)
                        : new Badge("Ignored", Tone.CALM))
                .orElseGet(() -> choice.inPool() && !choice.madeByCognito()
                        ? new Badge("Undecided", Tone.WARNING)
                        : new Badge("Nothing", Tone.CALM));
    }

    private static String becomes(GroupChoices.Choice choice) {
        return choice.decision()
                .filter(decision -> decision.organization().isPresent())
                .map(decision -> organization(decision) + ", as " + role(decision))
                .orElse("");
    }

    private static String organization(GroupMapping decision) {
        if (decision.organizationName() != null) {
            return "the organization “" + decision.organizationName() + "”, which Portage creates";
        }
        return decision.organizationExternalId() == null
                ? "the organization"
                : "the organization with the external id " + decision.organizationExternalId();
    }

    private static String role(GroupMapping decision) {
        return decision.roleSlug() == null ? "its default role" : decision.roleSlug();
    }
}
