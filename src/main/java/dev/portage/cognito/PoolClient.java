package dev.portage.cognito;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * An app client of a pool. Its secret, if it has one, never leaves Cognito.
 *
 * @param authFlows such as ALLOW_USER_PASSWORD_AUTH
 * @param oauthFlows such as code; empty where the client uses no hosted page
 */
@Schema(name = "AppClient")
public record PoolClient(
        String id,
        String name,
        boolean confidential,
        List<String> authFlows,
        List<String> oauthFlows,
        List<String> oauthScopes,
        List<String> callbackUrls,
        List<String> logoutUrls,
        List<String> identityProviders) {}
