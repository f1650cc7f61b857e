package dev.portage.api;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The strong validator of an answer, as RFC 9110 has it: another answer with the same tag is the same to the last byte.
 * Any replica gives the same answer the same tag.
 *
 * @param opaque what stands between the quotation marks
 */
record EntityTag(String opaque) {
    private static final int BYTES = 16;
    private static final Pattern TAG = Pattern.compile("(W/)?\"([\\x21\\x23-\\x7E\\x80-\\xFF]*)\"");

    static EntityTag of(byte[] answer) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(answer);
            return new EntityTag(Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(digest, BYTES)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    static EntityTag of(String answer) {
        return of(answer.getBytes(StandardCharsets.UTF_8));
    }

    /** Whether an {@code If-None-Match} names it: by weak comparison, since a proxy may have weakened what we gave. */
    boolean isIn(List<String> ifNoneMatch) {
        return ifNoneMatch.stream()
                .anyMatch(line -> isAny(line)
                        || TAG.matcher(line)
                                .results()
                                .anyMatch(tag -> tag.group(2).equals(opaque)));
    }

    /** Whether an {@code If-Match} names it: by strong comparison, which a weak tag never passes. */
    boolean isStronglyIn(List<String> ifMatch) {
        return ifMatch.stream()
                .anyMatch(line -> isAny(line)
                        || TAG.matcher(line)
                                .results()
                                .anyMatch(tag ->
                                        tag.group(1) == null && tag.group(2).equals(opaque)));
    }

    private static boolean isAny(String line) {
        return line.strip().equals("*");
    }

    /** As it stands in a header. */
    @Override
    public String toString() {
        return '"' + opaque + '"';
    }
}
