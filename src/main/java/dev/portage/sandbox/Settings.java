package dev.portage.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What differs between WorkOS environments, or between WorkOS's documentation and its specification.
 *
 * @param metadataKeys most metadata keys of a user: 10 by the documentation, 50 by the specification
 * @param externalIdLength longest external id: 64 by the documentation, 128 by the specification
 * @param multipleRoles whether a membership may have several roles
 * @param leanMemberships whether a membership is answered without {@code roles} and {@code user}, which makes the SDK
 *     7.2.0 throw after the write
 * @param retryAfter what a 429 of a real limit carries: "seconds", "date" or "none"
 * @param providerClientIds the client id that each OAuth provider is set up with
 * @param defaultCredentials whether providers that are not set up use WorkOS's own credentials, as in staging
 * @param passwordSignIn whether e-mail and password is switched on
 * @param resetQuota password resets a day before {@code daily_quota_exceeded}
 * @param authkitUrl where the link of a password reset leads
 * @param providerRedirectUris the redirect URIs that the stand-in for the providers knows; null for no stand-in, so that
 *     an authorization leads to the providers' real hosts
 * @param roles the slugs of the roles that exist; the first is the default
 */
record Settings(
        int metadataKeys,
        int externalIdLength,
        boolean multipleRoles,
        boolean leanMemberships,
        String retryAfter,
        Map<String, String> providerClientIds,
        boolean defaultCredentials,
        boolean passwordSignIn,
        int resetQuota,
        String authkitUrl,
        List<String> roles,
        @Nullable List<String> providerRedirectUris) {

    Settings {
        providerClientIds = Map.copyOf(providerClientIds);
        roles = List.copyOf(roles);
    }

    static final Settings DEFAULTS = new Settings(
            10,
            64,
            false,
            false,
            "seconds",
            Map.of("GoogleOAuth", PoolProviders.GOOGLE_CLIENT_ID),
            false,
            true,
            Integer.MAX_VALUE,
            "https://sandbox.authkit.app",
            List.of("member", "admin", "editor"),
            null);

    /** These settings with the fields that a JSON object names changed. */
    Settings changed(JsonNode wanted) {
        try {
            var merged = Json.tree(this);
            wanted.properties().forEach(entry -> merged.set(entry.getKey(), entry.getValue()));
            return Json.MAPPER.treeToValue(merged, Settings.class);
        } catch (JsonProcessingException e) {
            throw Refusal.control(400, e.getOriginalMessage());
        }
    }
}
