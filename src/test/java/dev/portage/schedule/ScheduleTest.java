package dev.portage.schedule;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.vertx.http.HttpServerStart;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScheduleTest {
    private static final Duration OFTEN = Duration.ofMillis(1);

    private final ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(2);
    private final Schedule schedule = new Schedule(executor, () -> OFTEN);
    private final AtomicInteger times = new AtomicInteger();

    @AfterEach
    void end() {
        executor.shutdownNow();
    }

    private void listen() {
        schedule.listening(new HttpServerStart(new HttpServerOptions()));
    }

    @Test
    void nothingRecursBeforeTheServiceListens() {
        schedule.every(OFTEN, "Counting", times::incrementAndGet);
        assertThat(executor.getQueue()).isEmpty();

        listen();
        await().untilAsserted(() -> assertThat(times).hasValueGreaterThan(2));
    }

    @Test
    void theBeatIsTheOperatorsChoice() {
        schedule.everyBeat("Counting", times::incrementAndGet);
        listen();
        await().untilAsserted(() -> assertThat(times).hasValueGreaterThan(2));
    }

    @Test
    void somethingMustLieBetween() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schedule.every(Duration.ZERO, "Counting", times::incrementAndGet))
                .withMessageStartingWith("Counting every PT0S");
    }

    @Test
    void oneThatListensTwiceDoesNothingTwice() {
        schedule.every(Duration.ofHours(1), "Counting", times::incrementAndGet);
        listen();
        listen();
        await().untilAsserted(() -> {
            assertThat(times).hasValue(1);
            assertThat(executor.getQueue()).as("waits for its next time").hasSize(1);
        });
    }

    @Test
    void whatFailsIsDoneAgain() {
        schedule.every(OFTEN, "Failing", () -> {
            throw new IOException("failure " + times.incrementAndGet());
        });
        listen();
        await().untilAsserted(() -> assertThat(times).hasValueGreaterThan(2));
    }

    @Test
    void notEvenAnErrorEndsIt() {
        schedule.every(OFTEN, "Failing", () -> {
            throw new NoClassDefFoundError("failure " + times.incrementAndGet());
        });
        listen();
        await().untilAsserted(() -> assertThat(times).hasValueGreaterThan(2));
    }

    @Test
    void whatTakesLongHoldsUpNothingElse() {
        schedule.every(OFTEN, "Waiting", new CountDownLatch(1)::await);
        schedule.every(OFTEN, "Counting", times::incrementAndGet);
        listen();
        await().untilAsserted(() -> assertThat(times).hasValueGreaterThan(2));
    }

    @Test
    void itEndsWithTheService() {
        executor.setRemoveOnCancelPolicy(true);
        schedule.every(Duration.ofHours(1), "Counting", times::incrementAndGet);
        listen();
        schedule.stop(new ShutdownEvent());
        await().untilAsserted(() -> {
            assertThat(executor.getQueue()).isEmpty();
            assertThat(executor.getActiveCount()).isZero();
        });
    }
}
