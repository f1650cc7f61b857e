package dev.portage.api;

import dev.portage.migration.Audience;
import dev.portage.migration.FieldError;
import dev.portage.migration.InvalidRequestException;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a run is for: {@code {"audience":"CANARY","count":3}} and the like; everybody where nothing is said. */
record AudienceRequest(
        @Nullable Kind audience,
        @Nullable Integer count,
        @Nullable @Size(min = 1, max = 10_000) List<@NotNull @NotBlank String> emails) {

    static final int LARGEST_CANARY = 1000;

    /** The audiences that an import can have. */
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
        refuse(count != null && kind != Kind.CANARY, "count", "goes with the audience CANARY only");
        refuse(emails != null && kind != Kind.EMAILS, "emails", "goes with the audience EMAILS only");
        return switch (kind) {
            case ALL -> new Audience.All();
            case CANARY -> {
                int users = count == null ? 0 : count;
                refuse(
                        users < 1 || users > LARGEST_CANARY,
                        "count",
                        "must be a whole number from 1 to " + LARGEST_CANARY);
                yield new Audience.Canary(users);
            }
            case EMAILS -> {
                List<String> addresses = emails == null ? List.of() : emails;
                refuse(addresses.isEmpty(), "emails", "must be a list of 1 to 10,000 e-mail addresses");
                yield new Audience.Emails(addresses);
            }
        };
    }

    private static void refuse(boolean wrong, String field, String message) {
        if (wrong) {
            throw new InvalidRequestException(List.of(new FieldError(field, message)));
        }
    }
}
