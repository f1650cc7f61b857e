package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.validation.constraints.AssertTrue;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What the members of a Cognito group become in WorkOS: members of one organization, which is named in one of three
 * ways, or nothing.
 *
 * @param organizationId an organization that exists
 * @param organizationExternalId an organization that exists, by the external id that the application gave it
 * @param organizationName one that Portage creates, unless it has done so before
 * @param roleSlug the role there; null for the organization's default role
 * @param ignore true where the group is to become nothing
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record GroupMapping(
        @NotBlank @Size(max = 128) String group,

        @Nullable @Pattern(regexp = Options.ORGANIZATION, message = Options.ORGANIZATION_HINT)
        String organizationId,

        @Nullable @Pattern(regexp = "[!-~]{1,64}", message = "must be 1 to 64 ASCII characters without blanks")
        String organizationExternalId,

        @Nullable @Size(min = 1, max = 200) String organizationName,

        @Nullable @Size(min = 1, max = 100) @Pattern(regexp = Options.ROLE, message = Options.ROLE_HINT)
        String roleSlug,

        @Nullable Boolean ignore) {

    /** The organization that the members join; empty for a group that is ignored. */
    public Optional<OrganizationRef> organization() {
        if (organizationId != null) {
            return Optional.of(new OrganizationRef.ById(organizationId));
        }
        if (organizationExternalId != null) {
            return Optional.of(new OrganizationRef.ByExternalId(organizationExternalId));
        }
        return Optional.ofNullable(organizationName).map(OrganizationRef.ByName::new);
    }

    @JsonIgnore
    @AssertTrue(
            message =
                    "must say what the group becomes: one of organizationId, organizationExternalId and organizationName, or \"ignore\":true without any of them")
    boolean isOfOneFate() {
        long organizations = Stream.of(organizationId, organizationExternalId, organizationName)
                .filter(Objects::nonNull)
                .count();
        return Boolean.TRUE.equals(ignore) ? organizations == 0 && roleSlug == null : organizations == 1;
    }
}
