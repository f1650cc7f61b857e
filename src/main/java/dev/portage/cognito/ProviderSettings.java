package dev.portage.cognito;

import java.util.Map;
import java.util.Optional;

/**
 * How a user pool is set up with an identity provider, without secrets.
 *
 * @param type SAML, Facebook, Google, LoginWithAmazon, SignInWithApple or OIDC
 * @param details Cognito's {@code ProviderDetails}, those that hold no secret
 * @param attributeMapping from attribute of the user pool to attribute of the provider
 */
public record ProviderSettings(
        String name, String type, Map<String, String> details, Map<String, String> attributeMapping) {

    public ProviderSettings {
        details = Map.copyOf(details);
        attributeMapping = Map.copyOf(attributeMapping);
    }

    public Optional<String> detail(String key) {
        return Optional.ofNullable(details.get(key)).filter(value -> !value.isBlank());
    }
}
