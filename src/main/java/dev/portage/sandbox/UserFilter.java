package dev.portage.sandbox;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The {@code Filter} of ListUsers: one attribute, {@code =} or {@code ^=}, one quoted value (AWS API reference). */
record UserFilter(String attribute, boolean prefix, String value) {

    private static final Pattern SYNTAX =
            Pattern.compile("\\s*\"?([\\w:]+)\"?\\s*(\\^?=)\\s*\"((?:[^\"\\\\]|\\\\.)*)\"\\s*");
    private static final Set<String> ATTRIBUTES = Set.of(
            "username",
            "email",
            "phone_number",
            "name",
            "given_name",
            "family_name",
            "preferred_username",
            "cognito:user_status",
            "status",
            "sub");

    private static final Set<String> INDEXED = Set.of("username", "email", "phone_number");

    static final UserFilter ALL = new UserFilter("sub", true, "");

    static UserFilter parse(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return ALL;
        }
        Matcher matcher = SYNTAX.matcher(text);
        if (!matcher.matches()) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "Error while parsing filter.");
        }
        if (!ATTRIBUTES.contains(matcher.group(1))) {
            throw CognitoErrors.of(CognitoErrors.INVALID, "One or more requested attributes/filters not allowed.");
        }
        return new UserFilter(
                matcher.group(1),
                matcher.group(2).equals("^="),
                matcher.group(3).replaceAll("\\\\(.)", "$1"));
    }

    boolean accepts(PoolUser user) {
        Optional<String> actual = switch (attribute) {
            case "username" -> Optional.of(user.username());
            case "sub" -> Optional.of(user.sub());
            case "status" -> Optional.of(user.enabled() ? "Enabled" : "Disabled");
            case "cognito:user_status" -> Optional.of(user.status());
            default -> user.attribute(attribute);
        };
        return actual.filter(this::matches).isPresent();
    }

    private boolean matches(String actual) {
        // Statuses are compared without regard to case, everything else exactly.
        boolean fold = attribute.endsWith("status");
        String left = fold ? actual.toLowerCase(Locale.ROOT) : actual;
        String right = fold ? value.toLowerCase(Locale.ROOT) : value;
        return prefix ? left.startsWith(right) : left.equals(right);
    }

    /** Where in the pool a match can be, as far as the filter itself tells: spares generating a million users. */
    IntPredicate places(PoolUsers users) {
        if (attribute.equals("sub") && !value.isEmpty()) {
            int digit = Character.digit(value.charAt(0), 16);
            return index -> users.mayStartWith(index, digit);
        }
        if (!prefix && INDEXED.contains(attribute)) {
            Set<Integer> candidates = users.candidates(value).boxed().collect(Collectors.toSet());
            return candidates::contains;
        }
        return _ -> true;
    }
}
