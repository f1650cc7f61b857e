package dev.portage.migration;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The kinds of identity provider that a user pool can have, and what stands for each in WorkOS. */
public enum ProviderType {
    GOOGLE("Google", "GoogleOAuth"),
    APPLE("SignInWithApple", "AppleOAuth"),
    /** WorkOS has no such provider. */
    FACEBOOK("Facebook", null),
    /** WorkOS has no such provider. */
    AMAZON("LoginWithAmazon", null),
    /** An SSO connection of an organization. */
    OIDC("OIDC", null),
    /** An SSO connection of an organization. */
    SAML("SAML", null),
    /** One that Cognito has had since this was written, or that only users tell of. */
    UNKNOWN("unknown", null);

    private final String cognito;
    private final Optional<String> workos;

    ProviderType(String cognito, @Nullable String workos) {
        this.cognito = cognito;
        this.workos = Optional.ofNullable(workos);
    }

    /** The kind that Cognito calls so. */
    public static ProviderType of(String cognito) {
        for (ProviderType type : values()) {
            if (type.cognito.equals(cognito)) {
                return type;
            }
        }
        return UNKNOWN;
    }

    /** WorkOS's name for it where it is a social provider there, such as GoogleOAuth. */
    public Optional<String> workos() {
        return workos;
    }

    /** Whether its users sign in through a connection of their organization. */
    public boolean enterprise() {
        return this == OIDC || this == SAML;
    }
}
