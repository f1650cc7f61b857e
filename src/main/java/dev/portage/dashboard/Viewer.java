package dev.portage.dashboard;

/**
 * Who looks at a page.
 *
 * @param role the token's role; empty for somebody who has not signed in
 */
public record Viewer(String role) {

    static final Viewer NOBODY = new Viewer("");

    public boolean signedIn() {
        return !role.isEmpty();
    }

    /** Whether there are buttons that change something. */
    public boolean admin() {
        return role.equals("admin");
    }
}
