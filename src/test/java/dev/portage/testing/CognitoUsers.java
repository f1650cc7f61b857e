package dev.portage.testing;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Options;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A clean user of a pool, and others that differ from it. */
public record CognitoUsers(String status, boolean enabled, Map<String, String> attributes) {
    public static final CognitoUsers ADA =
            new CognitoUsers("CONFIRMED", true, Map.of("email", "ada@example.com", "email_verified", "true"));

    public CognitoUsers status(String other) {
        return new CognitoUsers(other, enabled, attributes);
    }

    public CognitoUsers disabled() {
        return new CognitoUsers(status, false, attributes);
    }

    public CognitoUsers with(String name, String value) {
        Map<String, String> more = new HashMap<>(attributes);
        more.put(name, value);
        return new CognitoUsers(status, enabled, more);
    }

    public CognitoUsers without(String name) {
        Map<String, String> fewer = new HashMap<>(attributes);
        fewer.remove(name);
        return new CognitoUsers(status, enabled, fewer);
    }

    public CognitoUser user() {
        return new CognitoUser("sub-ada", "ada", status, enabled, null, null, attributes, List.of());
    }

    /** Options as a caller writes them, with single quotes for double ones. */
    public static Options options(String json) {
        try {
            return new ObjectMapper().readValue(json.replace('\'', '"'), Options.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(json, e);
        }
    }
}
