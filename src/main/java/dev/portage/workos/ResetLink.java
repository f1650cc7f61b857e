package dev.portage.workos;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Where a user sets a new password: a secret, which passes through memory only and shows itself to no log. */
public final class ResetLink {
    private final String url;
    private final @Nullable Instant expiresAt;

    ResetLink(String url, @Nullable Instant expiresAt) {
        this.url = url;
        this.expiresAt = expiresAt;
    }

    public String url() {
        return url;
    }

    /** Until when it works; null where WorkOS did not say. */
    public @Nullable Instant expiresAt() {
        return expiresAt;
    }

    @Override
    public String toString() {
        return "ResetLink[expiresAt=" + expiresAt + "]";
    }
}
