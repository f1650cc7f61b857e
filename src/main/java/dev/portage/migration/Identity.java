package dev.portage.migration;

import org.jspecify.annotations.Nullable;

/**
 * One entry of a Cognito user's {@code identities} attribute: a sign-in at an identity provider.
 *
 * @param userId the user's id at the provider
 * @param providerName the provider's name in the user pool; it may contain underscores
 * @param providerType SAML, Facebook, Google, LoginWithAmazon, SignInWithApple or OIDC
 * @param primary true where the profile belongs to the provider alone; false on a native user linked to it
 */
public record Identity(
        String userId, String providerName, @Nullable String providerType, boolean primary) {}
