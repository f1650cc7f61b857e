package dev.portage.api.security;

import java.util.Set;

/** Who may call, one token each. */
public enum Role {
    /** Everything, what the others may included. */
    ADMIN("admin"),
    /** Reads all but secrets. */
    VIEWER("viewer"),
    /** The sign-in page's server: signs users in, and sees nothing else. */
    SIGN_IN("sign-in");

    private final String label;

    Role(String label) {
        this.label = label;
    }

    /** The name in settings, in the security identity and in the audit. */
    public String label() {
        return label;
    }

    /** This role and those that it stands in for. */
    Set<Role> includes() {
        return this == ADMIN ? Set.of(values()) : Set.of(this);
    }
}
