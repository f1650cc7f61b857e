package dev.portage.dashboard;

/** The main parts of the dashboard, as the navigation at the top of every page names them. */
public enum Section {
    MIGRATIONS("Migrations", "/dashboard/migrations"),
    PREFLIGHT("Preflight", "/dashboard/preflight"),
    BUDGET("Rate budget", "/dashboard/budget"),
    AUDIT("Audit", "/dashboard/audit");

    private final String label;
    private final String href;

    Section(String label, String href) {
        this.label = label;
        this.href = href;
    }

    Link link(boolean current) {
        return new Link(label, href, current);
    }
}
