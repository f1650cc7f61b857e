package dev.portage.benchmark;

import dev.portage.it.ServiceProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Has a service collect all its garbage every few seconds while this is open, so that its log tells what it holds. */
final class FullCollections implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofSeconds(3);

    private final CountDownLatch closed = new CountDownLatch(1);
    private final Thread thread;

    FullCollections(ServiceProcess service) {
        thread = Thread.ofVirtual().start(() -> collect(service));
    }

    private void collect(ServiceProcess service) {
        try {
            while (!closed.await(PAUSE.toSeconds(), TimeUnit.SECONDS)) {
                service.collectGarbage();
            }
            service.collectGarbage();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Returns once a last collection is done. */
    @Override
    public void close() {
        closed.countDown();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
