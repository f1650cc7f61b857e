package dev.portage.workos;

import com.workos.WorkOS;
import com.workos.common.http.RetryConfig;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** The SDK's client for the configured environment. */
class WorkOsClients {
    /** One per call that may be in flight at once, and some for sign-ins. */
    private static final int IDLE_CONNECTIONS = 64;

    /** Calls without a key are refused by WorkOS, and so by the SDK; preflight tells the operator. */
    static final String NO_KEY = "sk_not_set";

    static final String NO_CLIENT = "client_not_set";

    @Produces
    @Singleton
    WorkOS workos(WorkOsConfig config) {
        OkHttpClient http = new OkHttpClient.Builder()
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.callTimeout())
                .callTimeout(config.callTimeout())
                .retryOnConnectionFailure(false)
                .connectionPool(new ConnectionPool(IDLE_CONNECTIONS, 1, TimeUnit.MINUTES))
                .build();
        return WorkOS.builder()
                .apiKey(config.apiKey().orElse(NO_KEY))
                .clientId(config.clientId().orElse(NO_CLIENT))
                .apiBaseUrl(config.apiUrl())
                .httpClient(http)
                .retryConfig(RetryConfig.DISABLED)
                .build();
    }

    void close(@Disposes WorkOS workos) {
        workos.httpClient.dispatcher().executorService().shutdown();
        workos.httpClient.connectionPool().evictAll();
    }
}
