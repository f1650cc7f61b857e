package dev.portage.cognito;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A user pool, as {@code DescribeUserPool} tells of it.
 *
 * @param estimatedUsers Cognito's estimate, a hint that may be off by many
 * @param customAttributes the names as users carry them, such as {@code custom:plan} or {@code dev:custom:plan}
 * @param mfa OFF, OPTIONAL or ON
 * @param firstFactors what users may sign in with first, such as PASSWORD, EMAIL_OTP, SMS_OTP or WEB_AUTHN (passkeys)
 * @param signInAttributes what users sign in with in place of a user name, or beside it
 * @param lambdaTriggers the names of the events at which the pool calls a function of its owner
 * @param tier of the pool's price: LITE, ESSENTIALS or PLUS
 */
public record UserPool(
        String id,
        String name,
        int estimatedUsers,
        List<String> customAttributes,
        String mfa,
        List<String> firstFactors,
        List<String> signInAttributes,
        List<String> lambdaTriggers,
        @Nullable String tier) {

    public UserPool {
        customAttributes = List.copyOf(customAttributes);
        firstFactors = List.copyOf(firstFactors);
        signInAttributes = List.copyOf(signInAttributes);
        lambdaTriggers = List.copyOf(lambdaTriggers);
    }

    /** Whether nobody signs in with a password, so that there is none to move. */
    public boolean passwordless() {
        return !firstFactors.contains("PASSWORD");
    }
}
