package dev.portage.cognito;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The app client by which passwords are proven. Without one, sign-in asks WorkOS alone. */
@ConfigMapping(prefix = "portage.cognito")
public interface SignInConfig {
    /** The app client that just-in-time sign-in proves passwords with; without one, only WorkOS is asked. */
    Optional<String> clientId();

    /** The client's secret, where it has one. */
    Optional<String> clientSecret();

    /** The pool that the client belongs to; without it, the pool of the newest live migration. */
    Optional<String> userPoolId();

    /**
     * Which flow the client has enabled. {@code ADMIN_USER_PASSWORD_AUTH} is signed with the AWS credentials, and tells
     * the pool's threat protection the end user's address; {@code USER_PASSWORD_AUTH} needs no credentials.
     */
    @WithDefault("ADMIN_USER_PASSWORD_AUTH")
    Flow signInFlow();

    /** The flows that prove a password in one call. */
    enum Flow {
        ADMIN_USER_PASSWORD_AUTH,
        USER_PASSWORD_AUTH
    }
}
