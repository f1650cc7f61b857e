package dev.portage.api.problem;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Bounds how many uploads this replica reads at once. Each keeps a thread, and time and again a connection to the
 * database, for as long as the caller takes; the rest of the API needs some of both.
 */
@Singleton
public class UploadGate {
    private static final int TOO_MANY_REQUESTS = 429;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final int most;
    private final Semaphore free;

    UploadGate(@ConfigProperty(name = "portage.http.max-uploads", defaultValue = "4") int most) {
        this.most = most;
        this.free = new Semaphore(most);
    }

    /** A place that is held until it is closed. */
    public interface Place extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Takes a place.
     *
     * @throws ProblemException 429 {@code too-many-uploads} if none is free
     */
    public Place enter() {
        if (!free.tryAcquire()) {
            throw new ProblemException(
                            TOO_MANY_REQUESTS,
                            "too-many-uploads",
                            "This replica takes " + most + " uploads at once: send this one when another has ended.")
                    .retryAfter(RETRY_AFTER);
        }
        return free::release;
    }
}
