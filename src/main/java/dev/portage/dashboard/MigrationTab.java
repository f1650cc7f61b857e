package dev.portage.dashboard;

import java.util.UUID;

/** The pages of one migration, as the tabs below its name show them. A new page of a migration is one more line here. */
public enum MigrationTab {
    OVERVIEW("Overview", ""),
    ASSESSMENT("Assessment", "/assessment"),
    PROVIDERS("Providers", "/identity-providers"),
    USERS("Users", "/users"),
    GROUPS("Groups", "/groups"),
    ATTRIBUTES("Attributes", "/attributes"),
    CAMPAIGNS("Password resets", "/campaigns"),
    VERIFICATION("Verification", "/verification"),
    CUTOVER("Cutover", "/cutover"),
    RUNS("Runs", "/runs"),
    OPTIONS("Options", "/options"),
    UNDO("Undo", "/undo");

    private final String label;
    private final String below;

    MigrationTab(String label, String below) {
        this.label = label;
        this.below = below;
    }

    /** Where this page of a migration is. */
    public String of(UUID migrationId) {
        return "/dashboard/migrations/" + migrationId + below;
    }

    Link link(UUID migrationId, boolean current) {
        return new Link(label, of(migrationId), current);
    }
}
