package dev.portage.workos;

import java.time.Instant;

/** Where a user sets a new password: a secret, which passes through memory only and shows itself to no log. */
public final class ResetLink {
    private final String url;
    private final Instant expiresAt;

    ResetLink(String url, Instant expiresAt) {
        this.url = url;
        this.expiresAt = expiresAt;
    }

    public String url() {
        return url;
    }

    public Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public String toString() {
        return "ResetLink[expiresAt=" + expiresAt + "]";
    }
}
