package dev.portage.migration;

import static java.util.Objects.requireNonNullElse;

import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How a migration treats its users. What a caller leaves out gets its default here, so a stored or shown value is
 * always complete.
 *
 * @param excludeStatuses users of these statuses are skipped, besides those that are excluded by default
 * @param includeStatuses users of these statuses are not skipped, though they are excluded by default
 * @param organizationId the WorkOS organization that every user joins; null for none
 * @param roleSlug the role in that organization; null for the organization's default role
 * @param groups what becomes of the pool's groups; one that is not named here becomes nothing
 */
public record Options(
        DisabledUsers disabledUsers,
        Set<@NotNull CognitoStatus> excludeStatuses,
        Set<@NotNull CognitoStatus> includeStatuses,
        EmailVerified emailVerified,
        DuplicateEmails duplicateEmails,
        ExistingUsers existingUsers,

        @Nullable @Pattern(regexp = ORGANIZATION, message = ORGANIZATION_HINT)
        String organizationId,

        @Nullable @Size(min = 1, max = 100) @Pattern(regexp = ROLE, message = ROLE_HINT)
        String roleSlug,

        @Valid AttributeMapping attributes,
        UnfitValues unfitValues,
        List<@Valid @NotNull GroupMapping> groups) {

    static final String ORGANIZATION = "org_[A-Za-z0-9_]{1,60}";
    static final String ORGANIZATION_HINT = "must be a WorkOS organization id, such as org_01HXYZ";

    static final String ROLE = "[!-~]*";
    static final String ROLE_HINT = "must be the slug of a role, such as org-admin";

    /** Every option at its default. */
    @SuppressWarnings("NullAway") // the constructor replaces null by the default, as it does for a JSON document
    public static final Options DEFAULTS =
            new Options(null, null, null, null, null, null, null, null, null, null, null);

    private static final Set<CognitoStatus> EXCLUDED_BY_DEFAULT =
            Set.of(CognitoStatus.ARCHIVED, CognitoStatus.UNKNOWN, CognitoStatus.COMPROMISED);

    public Options {
        disabledUsers = requireNonNullElse(disabledUsers, DisabledUsers.SKIP);
        excludeStatuses = copyOf(excludeStatuses);
        includeStatuses = copyOf(includeStatuses);
        emailVerified = requireNonNullElse(emailVerified, EmailVerified.ATTRIBUTE);
        duplicateEmails = requireNonNullElse(duplicateEmails, DuplicateEmails.MERGE);
        existingUsers = requireNonNullElse(existingUsers, ExistingUsers.LINK);
        attributes = requireNonNullElse(attributes, AttributeMapping.AUTOMATIC);
        unfitValues = requireNonNullElse(unfitValues, UnfitValues.LEAVE_OUT);
        groups = Collections.unmodifiableList(new ArrayList<>(requireNonNullElse(groups, List.of())));
    }

    /** With a null in it where a caller wrote one, for the validation to refuse by name. */
    private static Set<CognitoStatus> copyOf(@Nullable Set<CognitoStatus> statuses) {
        return Collections.unmodifiableSet(new LinkedHashSet<>(requireNonNullElse(statuses, Set.<CognitoStatus>of())));
    }

    /** Whether users of this status, as Cognito spells it, are left out. An unheard-of status counts as UNKNOWN. */
    public boolean excludes(String status) {
        CognitoStatus known = CognitoStatus.of(status);
        return excludeStatuses.contains(known)
                || (EXCLUDED_BY_DEFAULT.contains(known) && !includeStatuses.contains(known));
    }

    /** The same options, with the organization that everybody joins where none is named. */
    public Options withDefaultOrganization(@Nullable String organization) {
        if (organizationId != null || organization == null) {
            return this;
        }
        return with(organization, attributes, groups);
    }

    /** The groups whose members are to join an organization. */
    public List<GroupMapping> joining() {
        return groups.stream()
                .filter(mapping -> mapping.organization().isPresent())
                .toList();
    }

    /** The same options with another mapping of attributes. */
    public Options withAttributes(AttributeMapping mapping) {
        return with(organizationId, mapping, groups);
    }

    /** The same options with another decision on one group; without one where it is empty. */
    public Options withGroup(String group, Optional<GroupMapping> mapping) {
        List<GroupMapping> decided = new ArrayList<>(groups);
        decided.removeIf(other -> other.group().equals(group));
        mapping.ifPresent(decided::add);
        return with(organizationId, attributes, decided);
    }

    private Options with(@Nullable String organization, AttributeMapping mapping, List<GroupMapping> decisions) {
        return new Options(
                disabledUsers,
                excludeStatuses,
                includeStatuses,
                emailVerified,
                duplicateEmails,
                existingUsers,
                organization,
                roleSlug,
                mapping,
                unfitValues,
                decisions);
    }

    /** What happens to users who are disabled in Cognito; WorkOS has no such flag, so importing one unlocks it. */
    public enum DisabledUsers {
        SKIP,
        IMPORT
    }

    /** When an address goes over as verified. */
    public enum EmailVerified {
        /** Where the attribute {@code email_verified} is true. */
        ATTRIBUTE,
        /** Where the attribute is true or the user's status is CONFIRMED. */
        CONFIRMED_STATUS,
        /** Not at all. */
        NEVER
    }

    /** What happens to users of the pool who share an e-mail address. */
    public enum DuplicateEmails {
        /** One of them goes over, a confirmed native user before any other; the rest are skipped in its favour. */
        MERGE,
        /** None of them goes over. */
        SKIP_ALL
    }

    /** What happens to a user whose address WorkOS has already. */
    public enum ExistingUsers {
        /** The account gets the external id where it has none; its profile stays. */
        LINK,
        /** The account gets the external id, and the names and metadata from Cognito. */
        UPDATE,
        /** The account is left alone. */
        SKIP
    }

    /** What happens to values that WorkOS does not take as metadata as they are; Portage keeps them in any case. */
    public enum UnfitValues {
        /** They are not in the metadata. */
        LEAVE_OUT,
        /** Those that are not ASCII go over encoded, as RFC 8187 has it: {@code UTF-8''Z%C3%BCrich}. */
        ENCODE
    }

    /** Cognito's user statuses, those that only older pools show included. */
    public enum CognitoStatus {
        UNCONFIRMED,
        CONFIRMED,
        ARCHIVED,
        COMPROMISED,
        UNKNOWN,
        RESET_REQUIRED,
        FORCE_CHANGE_PASSWORD,
        EXTERNAL_PROVIDER;

        static CognitoStatus of(String name) {
            for (CognitoStatus status : values()) {
                if (status.name().equals(name)) {
                    return status;
                }
            }
            return UNKNOWN;
        }
    }
}
