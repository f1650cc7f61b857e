package dev.portage.federation;

import dev.portage.cognito.ProviderSettings;
import dev.portage.migration.ProviderType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What an operator does so that a provider's users can sign in through WorkOS, in this order.
 *
 * @param notices what the users will notice
 * @param alternatives what can be done where WorkOS has no such provider
 */
public record Recipe(List<String> steps, List<String> notices, List<String> alternatives) {
    private static final String SAME_ACCOUNT =
            "They sign in as before; WorkOS links them by their e-mail address, and name, picture and, for some, address are then the provider's.";
    private static final String CHECK = "Have Portage try it with a check (POST …/identity-providers/%s/check).";
    private static final String COPY_URI = "copy the redirect URI that WorkOS shows there (or that the check reads) ";

    public Recipe {
        steps = List.copyOf(steps);
        notices = List.copyOf(notices);
        alternatives = List.copyOf(alternatives);
    }

    /**
     * Makes it out.
     *
     * @param redirectUri the one that WorkOS was seen to use; empty while none was
     * @param spEntityId what Cognito calls itself to a SAML provider
     */
    static Recipe of(
            ProviderSettings provider, ProviderUsers.Count users, Optional<String> redirectUri, String spEntityId) {
        return switch (ProviderType.of(provider.type())) {
            case GOOGLE -> google(provider, redirectUri);
            case APPLE -> apple(provider, redirectUri);
            case FACEBOOK -> locked("Facebook", users);
            case AMAZON -> locked("Login with Amazon", users);
            case OIDC -> oidc(provider);
            case SAML -> saml(provider, spEntityId);
            case UNKNOWN ->
                new Recipe(
                        List.of("See in the WorkOS dashboard whether there is a provider or a connection for it."),
                        List.of(),
                        byMail(users));
        };
    }

    private static Recipe google(ProviderSettings provider, Optional<String> redirectUri) {
        return new Recipe(
                List.of(
                        "In the WorkOS dashboard open Authentication, OAuth providers, Google, and switch it on.",
                        "Enter the same client id that Cognito uses, %s, and its secret (shown on demand, and audited): with another client, users are asked for consent anew."
                                .formatted(provider.detail("client_id").orElse("which Cognito did not tell")),
                        "Ask for the same scopes: " + scopes(provider) + ".",
                        redirect(
                                "In the Google Cloud console open APIs & Services, Credentials, this client, and add",
                                redirectUri),
                        "Leave Cognito's redirect URI there until Cognito is switched off.",
                        CHECK.formatted(provider.name())),
                List.of(SAME_ACCOUNT, "They are not asked for consent again."),
                List.of());
    }

    private static Recipe apple(ProviderSettings provider, Optional<String> redirectUri) {
        return new Recipe(
                List.of(
                        "In the WorkOS dashboard open Authentication, OAuth providers, Apple, and switch it on.",
                        "Enter the same services id, %s, team id, %s, and key id, %s."
                                .formatted(
                                        provider.detail("client_id").orElse("unknown"),
                                        provider.detail("team_id").orElse("unknown"),
                                        provider.detail("key_id").orElse("unknown")),
                        "Upload the private key (.p8) of that key id: Cognito does not give it out. Where it is lost, make another key at Apple and enter that one's id.",
                        redirect(
                                "At Apple open Certificates, Identifiers & Profiles, this services id, Sign in with Apple, and add",
                                redirectUri),
                        CHECK.formatted(provider.name())),
                List.of(
                        SAME_ACCOUNT,
                        "Who hides the e-mail address has a relay address at Apple: it stays the same as long as the team does."),
                List.of());
    }

    private static Recipe locked(String name, ProviderUsers.Count users) {
        return new Recipe(
                List.of(
                        "WorkOS has no provider for %s. %d users sign in by it alone, and are locked out without one of the alternatives."
                                .formatted(name, users.dependent())),
                List.of("The button \"Continue with " + name + "\" is gone from the sign-in page."),
                byMail(users));
    }

    private static List<String> byMail(ProviderUsers.Count users) {
        List<String> ways = new ArrayList<>();
        ways.add(
                "Switch on Magic Auth in WorkOS: the %d of them whose address is verified sign in with a code by e-mail."
                        .formatted(users.verified()));
        ways.add(
                "Or mail them a password reset after the import, to their addresses (POST …/password-resets): setting a password verifies the address too.");
        ways.add(
                "If the provider speaks OpenID Connect, an SSO connection of type \"Generic OIDC\" can take its place for the users of one organization.");
        ways.add("Tell them before the day, as long as they can still sign in and change their address.");
        return ways;
    }

    private static Recipe oidc(ProviderSettings provider) {
        String issuer = provider.detail("oidc_issuer").orElse("which Cognito did not tell");
        List<String> steps = new ArrayList<>();
        social(issuer)
                .ifPresent(social -> steps.add(
                        "The issuer is %s, for which WorkOS has a social provider, %s: for users of no organization, set that one up with the same client id and secret instead."
                                .formatted(issuer, social)));
        steps.add(
                "Have Portage create organization, domain and connection (POST …/identity-providers/%s/connection with organizationName and domains); or by hand as follows."
                        .formatted(provider.name()));
        steps.add(
                "In the WorkOS dashboard create the organization and its domain, then a connection of type Generic OIDC.");
        steps.add(
                "Enter the client id %s, its secret (shown on demand, and audited) and the discovery endpoint %s/.well-known/openid-configuration."
                        .formatted(provider.detail("client_id").orElse("unknown"), issuer));
        steps.add(
                "At the provider add the redirect URI that WorkOS shows for the connection; leave Cognito's there until it is switched off.");
        steps.add(CHECK.formatted(provider.name()));
        return new Recipe(steps, List.of(SAME_ACCOUNT), List.of());
    }

    /** Where the issuer is one that WorkOS has a social provider for. */
    private static Optional<String> social(String issuer) {
        if (issuer.contains("accounts.google.com")) {
            return Optional.of("GoogleOAuth");
        }
        return issuer.contains("login.microsoftonline.com") ? Optional.of("MicrosoftOAuth") : Optional.empty();
    }

    private static Recipe saml(ProviderSettings provider, String spEntityId) {
        List<String> steps = new ArrayList<>();
        steps.add(
                "Have Portage create organization, domain and connection (POST …/identity-providers/%s/connection with organizationName and domains); or by hand as follows."
                        .formatted(provider.name()));
        steps.add(
                "In the WorkOS dashboard create the organization and its domain, then a connection of the identity provider's type, or Generic SAML.");
        steps.add(
                provider.detail("MetadataURL")
                        .map(url -> "Enter the metadata URL " + url + ".")
                        .orElse(
                                "Upload the identity provider's metadata: Cognito keeps it as a file, shown in saml.metadata."));
        steps.add(
                "Have the customer's administrator add WorkOS as a service provider, with the ACS URL (https://api.workos.com/sso/saml/acs/…) and entity id that the connection shows; Cognito was %s there."
                        .formatted(spEntityId));
        steps.add(
                "Map e-mail, first and last name; the name id must stay what it was where the application relies on it.");
        steps.add(CHECK.formatted(provider.name()));
        return new Recipe(
                steps, List.of(SAME_ACCOUNT, "They start from their e-mail address or their organization."), List.of());
    }

    private static String scopes(ProviderSettings provider) {
        return provider.detail("authorize_scopes").orElse("openid email profile");
    }

    private static String redirect(String where, Optional<String> redirectUri) {
        return redirectUri
                .map(uri -> where + " the redirect URI " + uri + ".")
                .orElseGet(() -> where + " WorkOS's redirect URI: " + COPY_URI + "and never build it from a pattern.");
    }
}
