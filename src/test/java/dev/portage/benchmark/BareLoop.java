package dev.portage.benchmark;

import com.workos.WorkOS;
import com.workos.common.http.RetryConfig;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import okhttp3.ConnectionPool;
import okhttp3.OkHttpClient;

/** Creates users over the WorkOS SDK as fast as it goes, and stores nothing: what the river is held against. */
public final class BareLoop {
    private BareLoop() {}

    /**
     * Prints users per second.
     *
     * @param args the address of WorkOS, the API key, how many users, how many of them to warm up with, calls in flight
     */
    public static void main(String[] args) throws InterruptedException {
        int inFlight = Integer.parseInt(args[4]);
        WorkOS workos = WorkOS.builder()
                .apiKey(args[1])
                .clientId("client_of_the_benchmark")
                .apiBaseUrl(args[0])
                .httpClient(new OkHttpClient.Builder()
                        .retryOnConnectionFailure(false)
                        .connectionPool(new ConnectionPool(inFlight, 1, TimeUnit.MINUTES))
                        .build())
                .retryConfig(RetryConfig.DISABLED)
                .build();
        int warmUp = Integer.parseInt(args[3]);
        create(workos, "warm", warmUp, inFlight);
        int users = Integer.parseInt(args[2]);
        long began = System.nanoTime();
        int created = create(workos, "measured", users, inFlight);
        double seconds = (System.nanoTime() - began) / 1e9;
        if (created != users) {
            throw new IllegalStateException(created + " of " + users + " created");
        }
        System.out.println(users / seconds);
    }

    private static int create(WorkOS workos, String prefix, int users, int inFlight) throws InterruptedException {
        Semaphore free = new Semaphore(inFlight);
        AtomicInteger created = new AtomicInteger();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < users; i++) {
                int number = i;
                free.acquire();
                threads.execute(() -> {
                    try {
                        String id = prefix + number;
                        workos.getUserManagement()
                                .create(
                                        null,
                                        id + "@loop.example",
                                        "Ada",
                                        "Lovelace",
                                        null,
                                        true,
                                        Map.of("plan", "gold", "team", "analytics"),
                                        id);
                        created.incrementAndGet();
                    } finally {
                        free.release();
                    }
                });
            }
        }
        return created.get();
    }
}
