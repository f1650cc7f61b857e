package dev.portage.migration;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A user as a listing brought it, with what the options make of it.
 *
 * @param plannedReason why it will not be sent; empty where it will be
 */
public record Discovered(CognitoUser user, Optional<Reason> plannedReason) {
    private static final int DIGEST_BYTES = 16;

    /** Stands for everything of the user that a migration carries over; the times of the profile are no part of it. */
    public String digest() {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            add(digest, user.username());
            add(digest, user.status());
            add(digest, Boolean.toString(user.enabled()));
            for (Map.Entry<String, String> attribute : new TreeMap<>(user.attributes()).entrySet()) {
                add(digest, attribute.getKey());
                add(digest, attribute.getValue());
            }
            return HexFormat.of().formatHex(digest.digest(), 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** With a separator, or two different users could read the same. */
    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
        digest.update((byte) 0);
    }
}
