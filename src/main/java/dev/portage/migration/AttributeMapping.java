package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonValue;
import jakarta.validation.constraints.AssertTrue;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which Cognito attributes go into WorkOS metadata: the most used custom ones, or those that a map names. In JSON it is
 * the word {@code "automatic"} or the map, from Cognito attribute to metadata key.
 *
 * @param explicit the map; null for automatic
 */
public record AttributeMapping(@Nullable Map<String, String> explicit) {

    /** WorkOS's documented limits; its API specification allows more keys (50), so this is the stricter of the two. */
    public static final int MAX_KEYS = 10;

    private static final int LONGEST_KEY = 40;

    public static final int LONGEST_VALUE = 600;

    public static final AttributeMapping AUTOMATIC = new AttributeMapping(null);

    private static final String ENCODED = "UTF-8''";

    private static final Pattern KEY = Pattern.compile("[ -~]{1,40}");

    public AttributeMapping {
        // In order, so that every replica writes it the same way.
        explicit = explicit == null ? null : Collections.unmodifiableMap(new TreeMap<>(explicit));
    }

    /**
     * The value as it goes into metadata; empty where it can not, so that it is kept here only. It is never cut.
     *
     * <p>An encoded value is RFC 8187's {@code UTF-8''} and percent-encoded UTF-8: it can be told from others, and read
     * back to the letter.
     */
    public static Optional<String> asMetadata(String value, Options.UnfitValues unfit) {
        boolean ascii = StandardCharsets.US_ASCII.newEncoder().canEncode(value);
        boolean encodes = unfit == Options.UnfitValues.ENCODE && (!ascii || value.startsWith(ENCODED));
        String sent = encodes ? ENCODED + percentEncoded(value) : value;
        return Optional.of(sent).filter(text -> fits(text.length(), ascii || encodes));
    }

    private static String percentEncoded(String value) {
        // Forms write a blank as a plus, and leave an asterisk as it is.
        return URLEncoder.encode(value, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    /** Whether WorkOS takes values of up to this length, and of these characters, as metadata. */
    public static boolean fits(int length, boolean ascii) {
        return ascii && length <= LONGEST_VALUE;
    }

    /**
     * From Cognito attribute to metadata key: what the map says, or else one key for each of the attributes that are used
     * most and whose names make one.
     */
    public Map<String, String> keys(List<String> mostUsed) {
        if (explicit != null) {
            return explicit;
        }
        Map<String, String> keys = new LinkedHashMap<>();
        for (String attribute : mostUsed) {
            String key = attribute.substring(attribute.lastIndexOf(':') + 1);
            boolean usable = !key.isEmpty()
                    && key.length() <= LONGEST_KEY
                    && StandardCharsets.US_ASCII.newEncoder().canEncode(key)
                    && !keys.containsValue(key);
            if (usable) {
                keys.put(attribute, key);
            }
        }
        return keys;
    }

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    static AttributeMapping read(Object json) {
        return switch (json) {
            case String word when word.equals("automatic") -> AUTOMATIC;
            case Map<?, ?> map ->
                new AttributeMapping(map.entrySet().stream()
                        .collect(Collectors.toMap(
                                entry -> String.valueOf(entry.getKey()), entry -> text(entry.getValue()))));
            default -> throw unreadable();
        };
    }

    private static String text(@Nullable Object value) {
        if (value instanceof String text) {
            return text;
        }
        throw unreadable();
    }

    private static InvalidRequestException unreadable() {
        return new InvalidRequestException(
                "", "must be \"automatic\" or a map from Cognito attribute to WorkOS metadata key");
    }

    @JsonValue
    Object json() {
        return explicit == null ? "automatic" : explicit;
    }

    @JsonIgnore
    @AssertTrue(message = "may name at most 10 attributes: WorkOS takes 10 metadata keys per user")
    boolean isWithinKeyLimit() {
        return explicit == null || explicit.size() <= MAX_KEYS;
    }

    @JsonIgnore
    @AssertTrue(message = "must map attribute names to different metadata keys of 1 to 40 ASCII characters")
    boolean isOfValidKeys() {
        return explicit == null
                || (explicit.keySet().stream()
                                .noneMatch(
                                        name -> name.isBlank() || name.chars().anyMatch(Character::isISOControl))
                        && new HashSet<>(explicit.values()).size() == explicit.size()
                        && explicit.values().stream()
                                .allMatch(key -> KEY.matcher(key).matches()));
    }
}
