package dev.portage.pacing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class SharedReservationTest {
    private final List<Integer> groups = Collections.synchronizedList(new ArrayList<>());
    private final AtomicLong next = new AtomicLong();

    private List<Slot> granted(int people, int most) {
        groups.add(people);
        return LongStream.range(0, Math.min(people, most))
                .mapToObj(i -> new Slot(next.getAndIncrement()))
                .toList();
    }

    @Test
    void whoAskMeanwhileShareTheNextReservation() throws Exception {
        CountDownLatch first = new CountDownLatch(1);
        SharedReservation shared = new SharedReservation(people -> {
            List<Slot> slots = granted(people, 8);
            awaitQuietly(first);
            return slots;
        });
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Slot>>> answers = new ArrayList<>();
            answers.add(people.submit(shared::take));
            await().until(() -> groups.size() == 1);
            for (int i = 0; i < 10; i++) {
                answers.add(people.submit(shared::take));
            }
            await().until(() -> shared.waiting() == 10);
            first.countDown();

            List<Slot> slots = new ArrayList<>();
            for (Future<Optional<Slot>> answer : answers) {
                answer.get().ifPresent(slots::add);
            }
            assertThat(slots)
                    .as("the first one's, and eight for ten")
                    .hasSize(9)
                    .doesNotHaveDuplicates();
        }
        assertThat(groups).containsExactly(1, 10);
    }

    @Test
    void everybodyIsAnsweredHoweverTheyCome() throws Exception {
        SharedReservation shared = new SharedReservation(people -> granted(people, people));
        try (ExecutorService people = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<Optional<Slot>>> answers = new ArrayList<>();
            for (int i = 0; i < 20_000; i++) {
                answers.add(people.submit(shared::take));
            }
            List<Slot> slots = new ArrayList<>();
            for (Future<Optional<Slot>> answer : answers) {
                slots.add(answer.get().orElseThrow());
            }
            assertThat(slots).doesNotHaveDuplicates();
        }
        assertThat(groups.stream().mapToInt(Integer::intValue).sum()).isEqualTo(20_000);
    }

    @Test
    void aFailureIsToldToThoseItConcernsAndNobodyElse() throws Exception {
        SharedReservation shared = new SharedReservation(people -> {
            if (groups.isEmpty()) {
                groups.add(people);
                throw new IllegalArgumentException("the database is away");
            }
            return granted(people, people);
        });

        assertThatIllegalStateException().isThrownBy(shared::take).withCauseInstanceOf(IllegalArgumentException.class);
        assertThat(shared.take()).isPresent();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
