package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.Source;
import dev.portage.migration.SourceType;
import jakarta.validation.Valid;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What callers send about migrations. */
final class MigrationRequests {
    private MigrationRequests() {}

    /** {@code POST /migrations}. */
    record Create(
            @NotBlank @Size(max = Migration.LONGEST_NAME) String name,
            @NotNull @Valid SourceRequest source,
            @Nullable @Valid Options options,
            @Nullable Boolean start) {

        Options optionsOrDefaults() {
            return options == null ? Options.DEFAULTS : options;
        }

        boolean starts() {
            return Boolean.TRUE.equals(start);
        }
    }

    /** Where the users come from. */
    record SourceRequest(
            @NotNull SourceType type,

            @Nullable
            @Size(max = Source.LONGEST_USER_POOL_ID)
            @Pattern(regexp = Source.USER_POOL_ID, message = Source.USER_POOL_ID_HINT)
            String userPoolId,

            @Nullable @Pattern(regexp = Source.REGION, message = Source.REGION_HINT)
            String region) {

        @AssertTrue(message = "of type user-pool needs userPoolId and region; of type dump takes neither")
        @JsonProperty(access = JsonProperty.Access.READ_ONLY)
        boolean isComplete() {
            return type == SourceType.USER_POOL
                    ? userPoolId != null && region != null
                    : userPoolId == null && region == null;
        }

        Source toSource() {
            return type == SourceType.DUMP
                    ? Source.dump()
                    : Source.userPool(Objects.requireNonNull(userPoolId), Objects.requireNonNull(region));
        }
    }

    /** {@code POST /migrations/{id}/retry}. */
    record Retry(@Nullable String reason) {}
}
