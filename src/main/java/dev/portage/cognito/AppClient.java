package dev.portage.cognito;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** An app client of a user pool, and the hash by which it shows that it knows its secret. */
record AppClient(String id, Optional<String> secret) {

    /** {@code Base64(HMAC-SHA256(secret, username + client id))}; empty for a client without a secret. */
    Optional<String> secretHash(String username) {
        return secret.map(key -> hash(key, username + id));
    }

    private static String hash(String key, String message) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return Base64.getEncoder().encodeToString(mac.doFinal(message.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HmacSHA256", e);
        }
    }

    @Override
    public String toString() {
        return "AppClient[" + id + "]";
    }
}
