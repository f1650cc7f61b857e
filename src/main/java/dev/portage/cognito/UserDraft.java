package dev.portage.cognito;

import dev.portage.migration.CognitoUser;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The fields of one listed user while they come in, in whatever order and number. */
final class UserDraft {

    private static final Pattern UUID = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");
    private static final int LONGEST_SUB = 36;

    @Nullable
    String username;

    @Nullable
    String status;

    @Nullable
    Boolean enabled;

    @Nullable
    Instant createdAt;

    @Nullable
    Instant modifiedAt;

    private final Map<String, String> attributes = new HashMap<>();

    /** Where a name comes twice, the last value counts. */
    void attribute(String name, String value) {
        attributes.put(name, value);
    }

    int attributes() {
        return attributes.size();
    }

    ListedUser finish(String position) {
        Optional<String> sub = sub();
        String name = username;
        if (name == null || name.isBlank()) {
            return unreadable(position, "it has no Username");
        }
        if (sub.isEmpty()) {
            return unreadable(
                    position,
                    "it has no sub attribute, and its Username is not one: list users with all their attributes");
        }
        if (sub.get().length() > LONGEST_SUB) {
            return unreadable(position, "its sub is longer than " + LONGEST_SUB + " characters");
        }
        Boolean on = enabled;
        if (on == null) {
            // Taking it for enabled could let a disabled user in.
            return unreadable(position, "it does not say whether it is Enabled");
        }
        if (holdsNul(name)) {
            return unreadable(position, "it holds the character U+0000, which PostgreSQL can't keep");
        }
        return new ListedUser.ReadableUser(new CognitoUser(
                sub.get(),
                name,
                Objects.requireNonNullElse(status, "UNKNOWN"),
                on,
                createdAt,
                modifiedAt,
                attributes,
                Optional.ofNullable(attributes.get("identities"))
                        .map(IdentitiesAttribute::read)
                        .orElse(List.of())));
    }

    /** In a pool whose users sign in by e-mail or telephone, the Username is the sub. */
    private Optional<String> sub() {
        return Optional.ofNullable(attributes.get("sub"))
                .filter(sub -> !sub.isBlank())
                .or(() -> Optional.ofNullable(username)
                        .filter(name -> UUID.matcher(name).matches()));
    }

    private boolean holdsNul(String name) {
        return name.indexOf(0) >= 0
                || (status != null && status.indexOf(0) >= 0)
                || attributes.entrySet().stream()
                        .anyMatch(attribute -> attribute.getKey().indexOf(0) >= 0
                                || attribute.getValue().indexOf(0) >= 0);
    }

    private UnreadableUser unreadable(String position, String reason) {
        return new UnreadableUser(position, username, reason);
    }
}
