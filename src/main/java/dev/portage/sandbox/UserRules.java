package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What WorkOS accepts as the fields of a user. Limits are those of its documentation, the stricter source. */
final class UserRules {

    private static final int KEY_LENGTH = 40;
    private static final int VALUE_LENGTH = 600;
    private static final Pattern EMAIL =
            Pattern.compile("[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}@([A-Za-z0-9](-*[A-Za-z0-9])*\\.)+[A-Za-z]{2,}");
    private static final Set<String> HASHES =
            Set.of("bcrypt", "firebase-scrypt", "ssha", "ssha256", "scrypt", "pbkdf2", "argon2");
    private static final Set<String> BREACHED =
            Set.of("password12", "password123", "1234567890", "qwertyuiop", "iloveyou12", "password1!", "welcome123");
    private static final int PASSWORD_LENGTH = 10;

    private UserRules() {}

    static boolean validEmail(String email) {
        return email.length() <= 254
                && !email.contains("..")
                && !email.startsWith(".")
                && !email.contains(".@")
                && EMAIL.matcher(email).matches();
    }

    /** The metadata that results: a key set to null is deleted, and an empty object deletes everything. */
    static Map<String, String> merge(Map<String, String> old, JsonNode wanted, Settings settings) {
        if (wanted.isMissingNode() || wanted.isNull()) {
            return old;
        }
        if (!wanted.isObject()) {
            throw WorkosErrors.field("metadata", "metadata_must_be_object", "metadata must be an object");
        }
        if (wanted.isEmpty()) {
            return Map.of();
        }
        Map<String, String> merged = new LinkedHashMap<>(old);
        for (var entry : wanted.properties()) {
            if (entry.getValue().isNull()) {
                merged.remove(entry.getKey());
            } else {
                merged.put(key(entry.getKey()), value(entry.getKey(), entry.getValue()));
            }
        }
        if (merged.size() > settings.metadataKeys()) {
            throw invalid("Metadata may have at most " + settings.metadataKeys() + " keys.");
        }
        return merged;
    }

    private static String key(String key) {
        if (key.isEmpty() || key.length() > KEY_LENGTH || !ascii(key)) {
            throw invalid("Metadata keys must be 1 to " + KEY_LENGTH + " ASCII characters.");
        }
        return key;
    }

    private static String value(String key, JsonNode value) {
        if (!value.isTextual()) {
            throw invalid("Metadata values must be strings: " + key);
        }
        String text = value.textValue();
        if (text.length() > VALUE_LENGTH || !ascii(text)) {
            throw invalid("Metadata values must be at most " + VALUE_LENGTH + " ASCII characters: " + key);
        }
        return text;
    }

    private static Refusal invalid(String message) {
        return WorkosErrors.coded(400, "invalid_metadata", message);
    }

    static String externalId(String externalId, Settings settings) {
        if (externalId.isEmpty() || externalId.length() > settings.externalIdLength() || !ascii(externalId)) {
            throw WorkosErrors.field(
                    "external_id",
                    "invalid_external_id",
                    "external_id must be 1 to " + settings.externalIdLength() + " ASCII characters");
        }
        return externalId;
    }

    /** The password that the body sets, if it sets one that can be checked later. A hash is taken on trust. */
    static @Nullable String password(Body body, String email) {
        String password = body.text("password").orElse(null);
        boolean hashed = body.has("password_hash");
        if (password != null && hashed) {
            throw WorkosErrors.field("password", "password_ambiguous", "password and password_hash exclude each other");
        }
        if (hashed || body.has("password_hash_type")) {
            hash(body);
        }
        if (password != null) {
            strong(password, email);
        }
        return password;
    }

    private static void hash(Body body) {
        String type = body.required("password_hash_type");
        String hash = body.required("password_hash");
        boolean plausible = !type.equals("bcrypt") || hash.matches("\\$2[abxy]\\$\\d\\d\\$[./A-Za-z0-9]{53}");
        if (!HASHES.contains(type) || !plausible) {
            throw WorkosErrors.coded(400, "invalid_password_hash", "The password hash is not valid.");
        }
    }

    static void strong(String password, String email) {
        List<WorkosErrors.Reason> reasons = new ArrayList<>();
        String folded = password.toLowerCase(Locale.ROOT);
        if (password.length() < PASSWORD_LENGTH) {
            reasons.add(new WorkosErrors.Reason(
                    "password_too_short", "Password must be at least " + PASSWORD_LENGTH + " characters in length."));
        }
        if (BREACHED.contains(folded)) {
            reasons.add(new WorkosErrors.Reason("password_pwned", "Password has been found in a data breach."));
        }
        if (folded.contains(WorkosUsers.fold(email))) {
            reasons.add(new WorkosErrors.Reason("password_too_weak", "Password is too weak."));
        }
        if (!reasons.isEmpty()) {
            throw WorkosErrors.coded(
                    400, "password_strength_error", "Password does not meet strength requirements.", reasons);
        }
    }

    static boolean ascii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
