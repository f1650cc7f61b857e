package dev.portage.transfer;

import dev.portage.migration.CognitoUser;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A clean user of a pool, and others that differ from it. */
record CognitoUsers(String status, boolean enabled, Map<String, String> attributes) {
    static final CognitoUsers ADA =
            new CognitoUsers("CONFIRMED", true, Map.of("email", "ada@example.com", "email_verified", "true"));

    CognitoUsers status(String other) {
        return new CognitoUsers(other, enabled, attributes);
    }

    CognitoUsers disabled() {
        return new CognitoUsers(status, false, attributes);
    }

    CognitoUsers with(String name, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(name, value);
        return new CognitoUsers(status, enabled, more);
    }

    CognitoUsers without(String name) {
        Map<String, String> fewer = new HashMap<>(attributes);
        fewer.remove(name);
        return new CognitoUsers(status, enabled, fewer);
    }

    CognitoUser user() {
        return new CognitoUser("sub-ada", "ada", status, enabled, null, null, attributes, List.of());
    }
}
