package dev.portage.sandbox;

import java.util.HashMap;
import java.util.Map;

/**
 * The scopes in which calls are limited, with the limits that WorkOS and AWS publish (WorkOS: "Rate limits"; AWS: "Quotas
 * in Amazon Cognito", requests per second per account and Region).
 */
final class Scopes {

    static final String WORKOS_REQUESTS = "workos.requests";
    static final String WORKOS_READS = "workos.reads";
    static final String WORKOS_WRITES = "workos.writes";
    static final String WORKOS_AUTHENTICATE = "workos.authenticate";
    static final String WORKOS_PASSWORD_RESET = "workos.passwordReset";
    static final String WORKOS_ORGANIZATION_DELETE = "workos.organizationDelete";

    private static final Map<String, String> COGNITO = cognito();

    static final Map<String, Quota> DEFAULTS = defaults();

    private Scopes() {}

    /** The AWS quota category that an operation counts in. */
    static String ofCognito(String operation) {
        return COGNITO.getOrDefault(operation, "cognito.Other");
    }

    private static Map<String, String> cognito() {
        Map<String, String> scopes = new HashMap<>();
        scopes.put("ListUsers", "cognito.UserList");
        scopes.put("ListUsersInGroup", "cognito.UserList");
        scopes.put("AdminGetUser", "cognito.UserRead");
        scopes.put("AdminListGroupsForUser", "cognito.UserResourceRead");
        scopes.put("InitiateAuth", "cognito.UserAuthentication");
        scopes.put("AdminInitiateAuth", "cognito.UserAuthentication");
        scopes.put("RespondToAuthChallenge", "cognito.UserAuthentication");
        scopes.put("AdminRespondToAuthChallenge", "cognito.UserAuthentication");
        scopes.put("ListUserPools", "cognito.UserPoolRead");
        scopes.put("DescribeUserPool", "cognito.UserPoolRead");
        scopes.put("ListGroups", "cognito.UserPoolResourceRead");
        scopes.put("ListIdentityProviders", "cognito.UserPoolResourceRead");
        scopes.put("DescribeIdentityProvider", "cognito.UserPoolResourceRead");
        scopes.put("ListUserPoolClients", "cognito.UserPoolClientRead");
        scopes.put("DescribeUserPoolClient", "cognito.UserPoolClientRead");
        return Map.copyOf(scopes);
    }

    private static Map<String, Quota> defaults() {
        Map<String, Quota> quotas = new HashMap<>();
        quotas.put(WORKOS_REQUESTS, Quota.of(6_000, 60));
        quotas.put(WORKOS_READS, Quota.of(1_000, 10));
        quotas.put(WORKOS_WRITES, Quota.of(500, 10));
        quotas.put(WORKOS_AUTHENTICATE, Quota.of(10, 60));
        quotas.put(WORKOS_PASSWORD_RESET, Quota.of(3, 60));
        quotas.put(WORKOS_ORGANIZATION_DELETE, Quota.of(50, 60));
        quotas.put("cognito.UserList", Quota.of(30, 1));
        quotas.put("cognito.UserRead", Quota.of(120, 1));
        quotas.put("cognito.UserResourceRead", Quota.of(50, 1));
        quotas.put("cognito.UserAuthentication", Quota.of(120, 1));
        quotas.put("cognito.UserPoolRead", Quota.of(15, 1));
        quotas.put("cognito.UserPoolResourceRead", Quota.of(20, 1));
        quotas.put("cognito.UserPoolClientRead", Quota.of(15, 1));
        quotas.put("cognito.Other", Quota.of(15, 1));
        return Map.copyOf(quotas);
    }
}
