package dev.portage.federation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What trying a provider's sign-in has come to.
 *
 * @param detail what is wrong and what mends it, or what was seen
 * @param redirectUri the address that WorkOS wants the provider to send users back to; null while it is not known
 * @param workosClientId the client id that WorkOS names to the provider; null while it is not known
 * @param checkedAt null while nobody has tried
 */
public record Check(
        Status status,
        String detail,
        @Nullable String redirectUri,
        @Nullable String workosClientId,
        @Nullable Instant checkedAt) {
    static final Check NONE = new Check(Status.UNCHECKED, "Nobody has tried yet.", null, null, null);

    /** How it ended. */
    public enum Status {
        UNCHECKED,
        PASSED,
        FAILED
    }
}
