package dev.portage.cognito;

/** Where a user pool is. */
public record PoolAddress(String userPoolId, String region) {}
