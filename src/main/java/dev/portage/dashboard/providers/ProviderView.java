package dev.portage.dashboard.providers;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Tone;
import dev.portage.dashboard.Words;
import dev.portage.federation.IdentityProviders;
import dev.portage.federation.SamlMetadata;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.ProviderType;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider, as its page shows it.
 *
 * @param anchor its id on the page
 * @param alone those of its users who can sign in no other way, in words
 * @param secret whether there is one to be shown
 * @param social whether a check asks WorkOS to lead to the provider and back to the application
 * @param enterprise whether a connection of an organization takes its place
 */
record ProviderView(
        String anchor,
        String address,
        String name,
        String type,
        Badge check,
        String detail,
        @Nullable Moment checkedAt,
        String users,
        String alone,
        String linked,
        List<Fact> facts,
        List<String> steps,
        List<String> notices,
        List<String> alternatives,
        boolean secret,
        boolean social,
        boolean enterprise) {

    /** What Cognito, or the latest check, says of it. */
    record Fact(String name, String value) {}

    /** Where a provider stands on the page. */
    static String address(UUID migrationId, String name) {
        return MigrationTab.PROVIDERS.of(migrationId) + "#" + anchor(name);
    }

    private static String anchor(String name) {
        return "provider-" + encoded(name);
    }

    static String encoded(String name) {
        return URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20");
    }

    static ProviderView of(UUID migrationId, IdentityProviders.Provider provider) {
        String name = provider.settings().name();
        ProviderType type = ProviderType.of(provider.settings().type());
        return new ProviderView(
                anchor(name),
                MigrationTab.PROVIDERS.of(migrationId) + "/" + encoded(name),
                name,
                type == ProviderType.UNKNOWN ? provider.settings().type() : words(type),
                badge(provider.check().status()),
                provider.check().detail(),
                Moment.of(provider.check().checkedAt()),
                Words.count(provider.users(), "user"),
                Words.number(provider.dependent()) + " by it alone",
                Words.number(provider.linked()) + " signed in through WorkOS since",
                facts(provider, type),
                provider.recipe().steps(),
                provider.recipe().notices(),
                provider.recipe().alternatives(),
                // Apple's key is one that Cognito does not give out, and SAML has none.
                type != ProviderType.SAML && type != ProviderType.APPLE,
                type.workos().isPresent(),
                type.enterprise());
    }

    private static String words(ProviderType type) {
        return switch (type) {
            case GOOGLE -> "Google";
            case APPLE -> "Sign in with Apple";
            case FACEBOOK -> "Facebook";
            case AMAZON -> "Login with Amazon";
            case OIDC -> "OpenID Connect";
            case SAML -> "SAML";
            case UNKNOWN -> "Unknown";
        };
    }

    private static Badge badge(ProviderCheck.Status status) {
        return switch (status) {
            case UNCHECKED -> new Badge("Not checked", Tone.WARNING);
            case PASSED -> new Badge("Works", Tone.GOOD);
            case FAILED -> new Badge("Does not work", Tone.BAD);
        };
    }

    private static List<Fact> facts(IdentityProviders.Provider provider, ProviderType type) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact(
                "In WorkOS",
                type.enterprise()
                        ? "SSO connection of an organization"
                        : type.workos().orElse("no provider of the kind")));
        add(facts, "Client id", provider.settings().detail("client_id"));
        add(facts, "Scopes", provider.settings().detail("authorize_scopes"));
        add(facts, "Issuer", provider.settings().detail("oidc_issuer"));
        add(facts, "Redirect URI to add", Optional.ofNullable(provider.check().redirectUri()));
        if (type == ProviderType.SAML) {
            add(facts, "Metadata URL", provider.settings().detail("MetadataURL"));
            add(facts, "Entity id", provider.saml().map(SamlMetadata::entityId));
            provider.saml()
                    .map(SamlMetadata::certificateExpires)
                    .orElse(List.of())
                    .forEach(expiry -> facts.add(
                            new Fact("Certificate expires", Moment.at(expiry).text())));
            facts.add(new Fact("Cognito's entity id there", provider.serviceProviderEntityId()));
        }
        new TreeMap<>(provider.settings().attributeMapping())
                .forEach((pool, theirs) -> facts.add(new Fact("Attribute " + pool, theirs)));
        return facts;
    }

    private static void add(List<Fact> facts, String name, Optional<String> value) {
        value.ifPresent(text -> facts.add(new Fact(name, text)));
    }
}
