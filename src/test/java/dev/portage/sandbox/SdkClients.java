package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.http.RetryConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import okhttp3.OkHttpClient;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.cognitoidentityprovider.CognitoIdentityProviderClient;

/** The real SDKs, pointed at a sandbox and with their own retries off, and plain HTTP for its controls. */
final class SdkClients {

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private SdkClients() {}

    static WorkOS workos(Sandbox sandbox) {
        return workos(sandbox, Sandbox.API_KEY);
    }

    static WorkOS workos(Sandbox sandbox, String apiKey) {
        return workos(sandbox, apiKey, Duration.ofSeconds(5));
    }

    static WorkOS workos(Sandbox sandbox, String apiKey, Duration patience) {
        return WorkOS.builder()
                .apiKey(apiKey)
                .clientId(Sandbox.CLIENT_ID)
                .apiBaseUrl(sandbox.url().toString())
                .httpClient(new OkHttpClient.Builder()
                        .retryOnConnectionFailure(false)
                        .readTimeout(patience)
                        .build())
                .retryConfig(RetryConfig.DISABLED)
                .build();
    }

    static CognitoIdentityProviderClient cognito(Sandbox sandbox) {
        return cognito(sandbox, "AKSANDBOX");
    }

    static CognitoIdentityProviderClient cognito(Sandbox sandbox, String accessKeyId) {
        return CognitoIdentityProviderClient.builder()
                .endpointOverride(sandbox.url())
                .region(Region.US_EAST_1)
                .credentialsProvider(
                        StaticCredentialsProvider.create(AwsBasicCredentials.create(accessKeyId, "secret")))
                .httpClient(UrlConnectionHttpClient.create())
                .overrideConfiguration(c -> c.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .build();
    }

    static JsonNode control(Sandbox sandbox, String method, String path) {
        return control(sandbox, method, path, "");
    }

    static JsonNode control(Sandbox sandbox, String method, String path, String body) {
        HttpResponse<String> response = http(sandbox, method, path, body);
        if (response.statusCode() >= 300) {
            throw new AssertionError(method + " " + path + ": " + response.statusCode() + " " + response.body());
        }
        try {
            return Json.MAPPER.readTree(response.body());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static HttpResponse<String> http(Sandbox sandbox, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(sandbox.url() + path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .timeout(Duration.ofSeconds(10));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
