package dev.portage.sandbox;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The attributes and usernames by which odd users differ from plain ones. */
final class OddAttributes {

    private static final int MANY = 10;

    private OddAttributes() {}

    /** Where the user signs in, as Cognito names it. */
    private record Origin(
            String providerName,
            String providerType,
            @Nullable String issuer,
            boolean primary) {}

    private static @Nullable Origin origin(Oddity oddity) {
        return switch (oddity) {
            case GOOGLE, IDENTITY_AS_STRINGS, FEDERATED_TWIN, REMNANT -> new Origin("Google", "Google", null, true);
            case LINKED, LINKED_WITH_REMNANT -> new Origin("Google", "Google", null, false);
            case FACEBOOK -> new Origin("Facebook", "Facebook", null, true);
            case APPLE -> new Origin("SignInWithApple", "SignInWithApple", null, true);
            case OIDC -> new Origin("My_Google", "OIDC", "https://accounts.google.com", true);
            case SAML -> new Origin("Corp_SAML", "SAML", "https://idp.corp.example/metadata", true);
            default -> null;
        };
    }

    /** The user's id at the provider; a linked user and what linking left behind have the same. */
    private static String subject(Oddity oddity, int index) {
        int owner = oddity == Oddity.REMNANT ? index - 1 : index;
        return oddity == Oddity.SAML ? "user." + owner + "@corp.example" : "1172" + String.format("%017d", owner);
    }

    static String username(Oddity oddity, int index, String sub) {
        Origin origin = origin(oddity);
        if (origin == null || !origin.primary()) {
            return sub;
        }
        // Cognito writes Google's and Facebook's names in the username as the pool has them, Apple's in lower case.
        String prefix = oddity == Oddity.APPLE ? "signinwithapple" : origin.providerName();
        return prefix + "_" + subject(oddity, index);
    }

    static void identities(Map<String, String> attributes, Oddity oddity, int index, long created) {
        Origin origin = origin(oddity);
        if (origin == null) {
            return;
        }
        boolean strings = oddity == Oddity.IDENTITY_AS_STRINGS;
        var identities = Json.array();
        var identity = identities
                .addObject()
                .put("userId", subject(oddity, index))
                .put("providerName", origin.providerName())
                .put("providerType", origin.providerType())
                .put("issuer", origin.issuer());
        if (strings) {
            identity.put("primary", Boolean.toString(origin.primary())).put("dateCreated", Long.toString(created));
        } else {
            identity.put("primary", origin.primary()).put("dateCreated", created);
        }
        attributes.put("identities", identities.toString());
    }

    static void custom(Map<String, String> attributes, Oddity oddity, int index) {
        switch (oddity) {
            case MANY_ATTRIBUTES -> {
                for (int i = 1; i <= MANY; i++) {
                    attributes.put("custom:field" + i, "value " + i + " of " + index);
                }
            }
            case LONG_VALUE -> attributes.put("custom:notes", "note ".repeat(140));
            case UNICODE_VALUE -> attributes.put("custom:notes", "Grüße aus Köln № " + index);
            default -> {}
        }
    }
}
