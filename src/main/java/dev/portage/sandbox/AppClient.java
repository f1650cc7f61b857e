package dev.portage.sandbox;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * An app client of a pool. Each pool has two, named after it: for {@code us-east-1_Sandbox} these are
 * {@code sandboxpublicclient} and, with the secret {@code sandbox-client-secret} unless the pool is made with another,
 * {@code sandboxconfidentialclient}.
 */
record AppClient(String id, @Nullable String secret) {

    static List<AppClient> of(Pool pool) {
        String name = pool.id().substring(pool.id().indexOf('_') + 1).toLowerCase(Locale.ROOT);
        return List.of(
                new AppClient(name + "publicclient", null),
                new AppClient(name + "confidentialclient", pool.wanted().secretOr(name + "-client-secret")));
    }

    static AppClient require(Pool pool, String id) {
        return of(pool).stream()
                .filter(client -> client.id().equals(id))
                .findFirst()
                .orElseThrow(() -> unknown(id));
    }

    static Refusal unknown(String id) {
        return CognitoErrors.of("ResourceNotFoundException", "User pool client " + id + " does not exist.");
    }

    /** A client with a secret wants the hash, one without refuses it. */
    void check(String username, @Nullable String secretHash) {
        if (secret == null) {
            if (secretHash != null) {
                throw CognitoErrors.of("NotAuthorizedException", "Unable to verify secret hash for client " + id);
            }
        } else if (secretHash == null) {
            throw CognitoErrors.of(
                    "NotAuthorizedException",
                    "Client " + id + " is configured with secret but SECRET_HASH was not received");
        } else if (!secretHash.equals(hash(secret, username + id))) {
            throw CognitoErrors.of("NotAuthorizedException", "Unable to verify secret hash for client " + id);
        }
    }

    private static String hash(String secret, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has HmacSHA256", e);
        }
    }
}
