package dev.portage.cognito;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClientBuilder;

/** One SDK client per region, made at the first call, closed with the service. */
@ApplicationScoped
class CognitoClients {

    private final CognitoConfig config;
    private final AwsCredentialsProvider credentials;
    private final SdkHttpClient http;
    private final SdkHttpClient traceless;
    private final Map<String, CognitoIdentityProviderClient> byRegion = new ConcurrentHashMap<>();
    private final Map<String, CognitoIdentityProviderClient> forPasswords = new ConcurrentHashMap<>();

    @Inject
    CognitoClients(CognitoConfig config) {
        this(config, chain(config));
    }

    CognitoClients(CognitoConfig config, AwsCredentialsProvider credentials) {
        this.config = config;
        this.traceless = new TracelessHttp(config.signInTimeout());
        this.credentials = new NamedCredentials(credentials);
        // Named: a native executable finds no HTTP client by itself.
        this.http = UrlConnectionHttpClient.builder()
                .connectionTimeout(config.attemptTimeout())
                .socketTimeout(config.attemptTimeout())
                .build();
    }

    CognitoIdentityProviderClient in(String region) {
        return byRegion.computeIfAbsent(
                region, name -> client(name, http, config.callTimeout(), config.attemptTimeout()));
    }

    /** For calls that carry a password: keeps nothing of them, and gives up before a person does. */
    CognitoIdentityProviderClient forPasswords(String region) {
        return forPasswords.computeIfAbsent(
                region, name -> client(name, traceless, config.signInTimeout(), config.signInTimeout()));
    }

    @PreDestroy
    void close() {
        byRegion.values().forEach(CognitoIdentityProviderClient::close);
        forPasswords.values().forEach(CognitoIdentityProviderClient::close);
        http.close();
        traceless.close();
    }

    private CognitoIdentityProviderClient client(
            String region, SdkHttpClient http, Duration callTimeout, Duration attemptTimeout) {
        CognitoIdentityProviderClientBuilder builder = CognitoIdentityProviderClient.builder()
                .region(Region.of(region))
                .credentialsProvider(credentials)
                .httpClient(http)
                .overrideConfiguration(override -> override.apiCallTimeout(callTimeout)
                        .apiCallAttemptTimeout(attemptTimeout)
                        .retryStrategy(AwsRetryStrategy.standardRetryStrategy().toBuilder()
                                .maxAttempts(config.maxAttempts())
                                .build()));
        config.endpoint().ifPresent(builder::endpointOverride);
        return builder.build();
    }

    private static AwsCredentialsProvider chain(CognitoConfig config) {
        if (config.accessKeyId().isPresent() != config.secretAccessKey().isPresent()) {
            throw new IllegalStateException(
                    "Set both portage.cognito.access-key-id and portage.cognito.secret-access-key, or neither");
        }
        return config.accessKeyId()
                .flatMap(id -> config.secretAccessKey().map(secret -> AwsBasicCredentials.create(id, secret)))
                .<AwsCredentialsProvider>map(StaticCredentialsProvider::create)
                .orElseGet(() -> DefaultCredentialsProvider.builder().build());
    }
}
