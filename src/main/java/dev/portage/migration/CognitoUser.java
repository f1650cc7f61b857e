package dev.portage.migration;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A user as Amazon Cognito lists it ({@code ListUsers}, or a dump of it), with everything that it told us.
 *
 * @param sub Cognito's immutable user id, up to 36 characters; WorkOS keeps it as external id
 * @param status Cognito's {@code UserStatus}, such as CONFIRMED or EXTERNAL_PROVIDER; older pools show values that the
 *     current API model no longer names, so it is text
 * @param attributes every attribute by its Cognito name, {@code sub} and {@code identities} included
 * @param identities the {@code identities} attribute, read; empty for a user without identity provider
 */
public record CognitoUser(
        String sub,
        String username,
        String status,
        boolean enabled,
        @Nullable Instant createdAt,
        @Nullable Instant modifiedAt,
        Map<String, String> attributes,
        List<Identity> identities) {

    public CognitoUser {
        attributes = Map.copyOf(attributes);
        identities = List.copyOf(identities);
    }

    public Optional<String> attribute(String name) {
        return Optional.ofNullable(attributes.get(name)).filter(value -> !value.isBlank());
    }

    /** The e-mail address as Cognito has it, in its original case. */
    public Optional<String> email() {
        return attribute("email").map(String::strip);
    }

    /** What {@code email_verified} says; status CONFIRMED does not mean that the address is verified. */
    public boolean emailVerified() {
        return "true".equalsIgnoreCase(attributes.get("email_verified"));
    }

    /** Whether this user signs in through an identity provider only, and so has no password in Cognito. */
    public boolean federatedOnly() {
        return status.equals("EXTERNAL_PROVIDER") || identities.stream().anyMatch(Identity::primary);
    }
}
