package dev.portage.api.security;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What tokens have to be.
 *
 * @param production whether an admin token is a must, and ones that are short or can be guessed are refused
 */
record TokenRules(boolean production) {

    static final int SHORTEST = 16;

    /** 128 bits as hexadecimal digits, of which a random token has nearly all sixteen. */
    private static final int SOUND = 32;

    private static final int VARIED = 8;

    /** Fewer different characters than this have hardly been drawn at random, however short the token is. */
    private static final int MONOTONOUS = 6;

    /** What is wrong with these tokens and how to mend it; repeats none of them. */
    Optional<String> complaint(Map<Role, String> tokens) {
        if (production && !tokens.containsKey(Role.ADMIN)) {
            return Optional.of(
                    "Portage needs an admin token: set PORTAGE_ADMIN_TOKEN to a secret of at least " + SHORTEST
                            + " characters (such as the output of 'openssl rand -hex 32'), or PORTAGE_ADMIN_TOKEN_FILE to a file"
                            + " that holds one.");
        }
        Map<String, Role> seen = new HashMap<>();
        for (Map.Entry<Role, String> entry : tokens.entrySet()) {
            Role role = entry.getKey();
            // This also refuses the tokens of development mode, which are shorter.
            if (production && entry.getValue().length() < SHORTEST) {
                return Optional.of("The token of role " + role.label() + " is too short: set " + variable(role)
                        + " to a secret of at least " + SHORTEST
                        + " characters, such as the output of 'openssl rand -hex 32'.");
            }
            if (production && canBeGuessed(entry.getValue())) {
                return Optional.of(
                        "The token of role " + role.label() + " can be guessed, since it repeats itself: set "
                                + variable(role) + " to the output of 'openssl rand -hex 32'.");
            }
            Role other = seen.put(entry.getValue(), role);
            if (other != null) {
                return Optional.of("The roles " + other.label() + " and " + role.label() + " have the same token: set "
                        + variable(role) + " to another one.");
            }
        }
        return Optional.empty();
    }

    /** What is accepted, but weaker than a random token should be; repeats none of them. */
    List<String> warnings(Map<Role, String> tokens) {
        return tokens.entrySet().stream()
                .filter(entry -> production && isWeak(entry.getValue()))
                .map(entry ->
                        variable(entry.getKey()) + " is short, or of few different characters: set it to the output"
                                + " of 'openssl rand -hex 32', for whoever guesses it has the role "
                                + entry.getKey().label()
                                + ".")
                .toList();
    }

    private static boolean isWeak(String token) {
        return token.length() < SOUND || token.chars().distinct().count() < VARIED;
    }

    private static boolean canBeGuessed(String token) {
        boolean repetition = (token + token).indexOf(token, 1) < token.length();
        return repetition || token.chars().distinct().count() < MONOTONOUS;
    }

    private static String variable(Role role) {
        return "PORTAGE_" + role.name().toUpperCase(Locale.ROOT) + "_TOKEN";
    }
}
