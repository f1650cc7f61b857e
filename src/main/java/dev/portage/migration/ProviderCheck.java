package dev.portage.migration;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What trying the sign-in of an identity provider has come to.
 *
 * @param detail what is wrong and what mends it, or what was seen
 * @param redirectUri the address that WorkOS wants the provider to send users back to; null while it is not known
 * @param workosClientId the client id that WorkOS names to the provider; null while it is not known
 * @param checkedAt null while nobody has tried
 */
public record ProviderCheck(
        Status status,
        String detail,
        @Nullable String redirectUri,
        @Nullable String workosClientId,
        @Nullable Instant checkedAt) {
    public static final ProviderCheck NONE =
            new ProviderCheck(Status.UNCHECKED, "Nobody has tried yet.", null, null, null);

    /** How it ended. */
    @Schema(name = "ProviderCheckStatus")
    public enum Status {
        UNCHECKED,
        PASSED,
        FAILED
    }
}
