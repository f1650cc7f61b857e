package dev.portage.dashboard.groups;

import dev.portage.dashboard.Form;
import dev.portage.migration.GroupMapping;
import dev.portage.migration.InvalidRequestException;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a group becomes, as a form has it.
 *
 * @param fate the field that names the organization, or {@code ignore}, or {@code undecided}
 */
record GroupForm(
        String name,
        String fate,
        String organizationId,
        String organizationExternalId,
        String organizationName,
        String roleSlug) {

    private static final String IGNORE = "ignore";
    private static final String UNDECIDED = "undecided";

    static GroupForm of(String name, Optional<GroupMapping> decided) {
        return decided.map(decision -> new GroupForm(
                        name,
                        fate(decision),
                        text(decision.organizationId()),
                        text(decision.organizationExternalId()),
                        text(decision.organizationName()),
                        text(decision.roleSlug())))
                .orElseGet(() -> new GroupForm(name, UNDECIDED, "", "", "", ""));
    }

    private static String fate(GroupMapping decision) {
        if (decision.organizationId() != null) {
            return "organizationId";
        }
        if (decision.organizationExternalId() != null) {
            return "organizationExternalId";
        }
        return decision.organizationName() == null ? IGNORE : "organizationName";
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }

    static GroupForm of(Form form) {
        return new GroupForm(
                form.text("name"),
                form.text("fate"),
                form.text("organizationId"),
                form.text("organizationExternalId"),
                form.text("organizationName"),
                form.text("roleSlug"));
    }

    /**
     * What was decided; empty where a decision is taken back. Not validated.
     *
     * @throws InvalidRequestException where the organization is not named
     */
    Optional<GroupMapping> decision() {
        String role = roleSlug.isEmpty() ? null : roleSlug;
        return switch (fate) {
            case "organizationId" -> Optional.of(new GroupMapping(name, given(organizationId), null, null, role, null));
            case "organizationExternalId" ->
                Optional.of(new GroupMapping(name, null, given(organizationExternalId), null, role, null));
            case "organizationName" ->
                Optional.of(new GroupMapping(name, null, null, given(organizationName), role, null));
            case IGNORE -> Optional.of(new GroupMapping(name, null, null, null, null, true));
            case UNDECIDED -> Optional.empty();
            default -> throw new InvalidRequestException("fate", "must be one of the page's");
        };
    }

    private String given(String value) {
        if (value.isEmpty()) {
            throw new InvalidRequestException(fate, "must not be empty");
        }
        return value;
    }
}
