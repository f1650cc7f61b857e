package dev.portage.api;

import dev.portage.migration.Audience;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** Whom a run is for: {@code {"audience":"CANARY","count":3}} and the like; everybody where nothing is said. */
@Schema(name = "ImportRequest")
record AudienceRequest(
        @Nullable Kind audience,
        @Nullable Integer count,

        @Nullable @Size(min = 1, max = AudienceDetails.MOST_EMAILS)
        List<@NotNull @NotBlank String> emails) {

    /** The audiences that an import can have. */
    @Schema(name = "ImportAudience")
    enum Kind {
        ALL,
        CANARY,
        EMAILS
    }

    static Audience read(@Nullable AudienceRequest request) {
        return request == null ? new Audience.All() : request.toAudience();
    }

    private Audience toAudience() {
        Kind kind = audience == null ? Kind.ALL : audience;
        AudienceDetails details = new AudienceDetails(count, emails).goingWith(kind);
        return switch (kind) {
            case ALL -> new Audience.All();
            case CANARY -> new Audience.Canary(details.canary());
            case EMAILS -> new Audience.Emails(details.addresses());
        };
    }
}
