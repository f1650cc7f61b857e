package dev.portage.sandbox;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a listing goes on. A token fits only the parameters that it was made for, and expires; what Cognito does with
 * one that doesn't is InvalidParameterException.
 *
 * @param parameters a hash of everything that must not change between pages
 * @param next the index to go on from
 * @param pages how many pages came before
 * @param issued when the token was made, in the sandbox's nanoseconds
 */
record PageToken(int parameters, int next, int pages, long issued) {

    static PageToken start(int parameters) {
        return new PageToken(parameters, 0, 0, 0);
    }

    static PageToken read(@Nullable String text, int parameters, long now, Duration lifetime) {
        if (text == null || text.isEmpty()) {
            return start(parameters);
        }
        PageToken token = decode(text);
        if (token.parameters != parameters) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Invalid pagination token: it belongs to other parameters.");
        }
        if (now - token.issued > lifetime.toNanos()) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Pagination token has expired.");
        }
        return token;
    }

    private static PageToken decode(String text) {
        try {
            String[] parts = new String(Base64.getDecoder().decode(text), StandardCharsets.UTF_8).split("/", -1);
            return new PageToken(
                    Integer.parseInt(parts[0]),
                    Integer.parseInt(parts[1]),
                    Integer.parseInt(parts[2]),
                    Long.parseLong(parts[3]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException _) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Invalid pagination token");
        }
    }

    String text() {
        String plain = parameters + "/" + next + "/" + pages + "/" + issued;
        return Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8));
    }
}
