package dev.portage.workos;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A user to be created in WorkOS, without a password.
 *
 * @param email lower-cased: WorkOS matches a social sign-in with regard to case
 * @param name the full name, for a user of whom no first and last name is known
 * @param externalId the Cognito {@code sub}, at most 64 characters
 * @param metadata at most 10 keys of 40 and values of 600 ASCII characters
 */
public record NewUser(
        String email,
        boolean emailVerified,
        @Nullable String firstName,
        @Nullable String lastName,
        @Nullable String name,
        String externalId,
        Map<String, String> metadata) {

    public NewUser {
        metadata = Map.copyOf(metadata);
    }
}
