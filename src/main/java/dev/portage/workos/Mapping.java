package dev.portage.workos;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Options;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.IllformedLocaleException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a Cognito user becomes in WorkOS. Pure: the same user, options and keys always give the same.
 *
 * @param user the user as it goes over
 * @param locale as a language tag, which WorkOS takes of a user who is there, but not of a new one; null for none
 * @param addressProven whether Cognito has verified the address, or the options take it for verified
 * @param leftOut the attributes that should be metadata and do not fit; they are kept in our database
 */
public record Mapping(
        NewUser user, boolean addressProven, @Nullable String locale, List<String> leftOut) {
    /** What the JDK makes of an empty tag. */
    private static final String UNDETERMINED = "und";

    /**
     * What becomes of this user.
     *
     * @param keys from Cognito attribute to metadata key, the same for every user of a run
     */
    public static Mapping of(CognitoUser user, Options options, Map<String, String> keys) {
        Map<String, String> metadata = new LinkedHashMap<>();
        List<String> leftOut = new ArrayList<>();
        keys.forEach((attribute, key) -> user.attribute(attribute).ifPresent(value -> {
            AttributeMapping.asMetadata(value, options.unfitValues())
                    .ifPresentOrElse(sent -> metadata.put(key, sent), () -> leftOut.add(attribute));
        }));
        Optional<String> first = user.attribute("given_name");
        Optional<String> last = user.attribute("family_name");
        @Nullable
        String name = first.isEmpty() && last.isEmpty() ? user.attribute("name").orElse(null) : null;
        NewUser mapped = new NewUser(
                user.email().orElseThrow().toLowerCase(Locale.ROOT),
                verified(user, options),
                first.orElse(null),
                last.orElse(null),
                name,
                user.sub(),
                metadata);
        return new Mapping(
                mapped,
                mapped.emailVerified() || user.emailVerified(),
                user.attribute("locale").flatMap(Mapping::languageTag).orElse(null),
                List.copyOf(leftOut));
    }

    /** OpenID Connect's locale is a language tag, which many write with an underscore; what is none is kept here only. */
    private static Optional<String> languageTag(String locale) {
        try {
            return Optional.of(new Locale.Builder()
                            .setLanguageTag(locale.strip().replace('_', '-'))
                            .build()
                            .toLanguageTag())
                    .filter(tag -> !tag.equals(UNDETERMINED));
        } catch (IllformedLocaleException e) {
            return Optional.empty();
        }
    }

    private static boolean verified(CognitoUser user, Options options) {
        return switch (options.emailVerified()) {
            case ATTRIBUTE -> user.emailVerified();
            case CONFIRMED_STATUS -> user.emailVerified() || user.status().equals("CONFIRMED");
            case NEVER -> false;
        };
    }

    /** For an account that exists: names and metadata, and the external id where it has none. */
    public UserChange profile(@Nullable String externalId) {
        return new UserChange(
                null,
                null,
                user.firstName(),
                user.lastName(),
                user.name(),
                externalId,
                locale,
                user.metadata(),
                Set.of());
    }

    /**
     * Nothing but metadata and locale.
     *
     * @param former keys under which the user's attributes have gone over before; those that are not used now are deleted
     */
    public UserChange metadata(Set<String> former) {
        Set<String> dropped = new HashSet<>(former);
        dropped.removeAll(user.metadata().keySet());
        return new UserChange(null, null, null, null, null, null, locale, user.metadata(), dropped);
    }

    /**
     * For a user of ours who has changed: the address too, which is only ever marked verified, never unverified. One that
     * Cognito has not verified stays behind: the account in WorkOS may be verified, and would go on as that with an address
     * that is somebody else's.
     */
    public UserChange everything() {
        return new UserChange(
                addressProven ? user.email() : null,
                user.emailVerified() ? true : null,
                user.firstName(),
                user.lastName(),
                user.name(),
                null,
                locale,
                user.metadata(),
                Set.of());
    }
}
