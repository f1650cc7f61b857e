package dev.portage.cognito;

import java.util.List;

/**
 * A user pool, as {@code DescribeUserPool} tells of it.
 *
 * @param estimatedUsers Cognito's estimate, a hint that may be off by many
 * @param customAttributes the names as users carry them, such as {@code custom:plan} or {@code dev:custom:plan}
 */
public record UserPool(String id, String name, int estimatedUsers, List<String> customAttributes) {

    public UserPool {
        customAttributes = List.copyOf(customAttributes);
    }
}
