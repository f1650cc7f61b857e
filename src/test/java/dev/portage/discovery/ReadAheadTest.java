package dev.portage.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.portage.cognito.UserPage;
import dev.portage.migration.CognitoUser;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** A listing whose pages are named by their place: the token of page 3 is "3", and each has ten users. */
class ReadAheadTest {
    private static final Duration LONG = Duration.ofSeconds(30);
    private static final UUID LISTING = UUID.randomUUID();

    private final ReadAhead<UserPage> ahead = pages(50, LONG, LONG);
    private final AtomicInteger calls = new AtomicInteger();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private static ReadAhead<UserPage> pages(int most, Duration longest, Duration kept) {
        return new ReadAhead<>(page -> page.users().size(), UserPage::nextToken, most, longest, kept);
    }

    private static UserPage page(int place, int last) {
        CognitoUser user = new CognitoUser("sub", "name", "CONFIRMED", true, null, null, Map.of(), List.of());
        Optional<String> next = place == last ? Optional.empty() : Optional.of(String.valueOf(place + 1));
        return new UserPage(Collections.nCopies(10, user), List.of(), next);
    }

    private ReadAhead.Pages<UserPage> upTo(int last) {
        return counted(token -> Optional.of(page(Integer.parseInt(token), last)));
    }

    private ReadAhead.Pages<UserPage> counted(ReadAhead.Pages<UserPage> pages) {
        return token -> {
            threads.add(Thread.currentThread());
            calls.incrementAndGet();
            return pages.after(token);
        };
    }

    /** Until so many calls were made, and nobody makes another without being asked. */
    private void awaitRest(int count) {
        await().until(() -> calls.get() >= count);
        await().until(() -> threads.stream().allMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));
        assertThat(calls).hasValue(count);
    }

    private void awaitNoThread() {
        await().until(() -> threads.stream().noneMatch(Thread::isAlive));
    }

    private List<UserPage> take(String token) throws InterruptedException {
        return ahead.take(LISTING, Optional.of(token));
    }

    @Test
    void whoGoesOnWhereItBeganGetsThePagesInTheirOrder() throws Exception {
        ahead.begin(LISTING, "3", upTo(5));
        awaitRest(3);

        assertThat(take("3")).containsExactly(page(3, 5), page(4, 5), page(5, 5));
        assertThat(take("3")).as("a second time").isEmpty();
        awaitNoThread();
    }

    @Test
    void pagesThatBeginElsewhereAreDropped() throws Exception {
        ahead.begin(LISTING, "3", upTo(5));
        awaitRest(3);

        assertThat(take("4")).isEmpty();
        assertThat(take("3")).isEmpty();
        awaitNoThread();
    }

    @Test
    void whoBeginsAnewGetsNothing() throws Exception {
        ahead.begin(LISTING, "3", upTo(5));
        awaitRest(3);

        assertThat(ahead.take(LISTING, Optional.empty())).isEmpty();
        awaitNoThread();
    }

    @Test
    void listingsKnowNothingOfEachOther() throws Exception {
        UUID other = UUID.randomUUID();
        ahead.begin(LISTING, "3", upTo(3));
        awaitRest(1);
        ahead.begin(other, "3", upTo(4));
        awaitRest(3);

        assertThat(take("3")).containsExactly(page(3, 3));
        assertThat(ahead.take(other, Optional.of("3"))).containsExactly(page(3, 4), page(4, 4));
    }

    @Test
    void thereAreNoMorePagesThanThoseOfAStep() throws Exception {
        ahead.begin(LISTING, "0", upTo(1000));
        awaitRest(5);

        assertThat(take("0")).hasSize(5);
    }

    @Test
    void pagesWithoutUsersAreReadForSoLongOnly() throws Exception {
        ReadAhead<UserPage> brief = pages(50, Duration.ofMillis(20), LONG);
        Optional<String> next = Optional.of("on");
        brief.begin(LISTING, "on", counted(token -> Optional.of(new UserPage(List.of(), List.of(), next))));
        await().until(() -> threads.stream().anyMatch(thread -> thread.getState() == Thread.State.TIMED_WAITING));

        int read = calls.get();
        assertThat(brief.take(LISTING, next)).hasSize(read);
    }

    @Test
    void whatBringsNoPageEndsItAndKeepsThoseBefore() throws Exception {
        ahead.begin(
                LISTING,
                "0",
                counted(token -> token.equals("2") ? Optional.empty() : Optional.of(page(Integer.parseInt(token), 9))));
        awaitRest(3);

        assertThat(take("0")).containsExactly(page(0, 9), page(1, 9));
    }

    @Test
    void whatIsThrownEndsItAndKeepsThoseBefore() throws Exception {
        ahead.begin(LISTING, "0", counted(token -> {
            if (token.equals("1")) {
                throw new IllegalStateException("no database");
            }
            return Optional.of(page(0, 9));
        }));
        awaitRest(2);

        assertThat(take("0")).containsExactly(page(0, 9));
    }

    @Test
    void thePageInFlightIsWaitedForAndNoneComesAfterIt() throws Exception {
        Thread taking = Thread.currentThread();
        CountDownLatch asked = new CountDownLatch(1);
        ahead.begin(LISTING, "0", counted(token -> {
            asked.countDown();
            await().until(() -> taking.getState() == Thread.State.WAITING);
            return Optional.of(page(Integer.parseInt(token), 9));
        }));
        await().until(() -> asked.getCount() == 0);

        assertThat(take("0")).containsExactly(page(0, 9));
        assertThat(calls).hasValue(1);
    }

    @Test
    void anEndIsObeyedAfterThePageInFlight() throws Exception {
        CountDownLatch answered = new CountDownLatch(1);
        ahead.begin(LISTING, "0", counted(token -> {
            answered.await();
            return Optional.of(page(Integer.parseInt(token), 9));
        }));
        await().until(() -> calls.get() == 1);

        ahead.end(LISTING);
        answered.countDown();

        awaitNoThread();
        assertThat(calls).hasValue(1);
        assertThat(take("0")).isEmpty();
    }

    @Test
    void whatNobodyAsksForIsDropped() throws Exception {
        ReadAhead<UserPage> forgetful = pages(50, LONG, Duration.ofMillis(100));
        forgetful.begin(LISTING, "0", upTo(2));
        await().until(() -> calls.get() == 3);

        awaitNoThread();
        assertThat(forgetful.take(LISTING, Optional.of("0"))).isEmpty();
    }

    @Test
    void whoeverBeginsAnewEndsWhatWasBefore() throws Exception {
        ahead.begin(LISTING, "0", upTo(2));
        awaitRest(3);
        Thread before = threads.iterator().next();

        ahead.begin(LISTING, "7", upTo(8));
        before.join();
        threads.remove(before);
        awaitRest(5);

        assertThat(take("7")).containsExactly(page(7, 8), page(8, 8));
    }

    @Test
    void aStopEndsAllThreadsAndLetsNoneGoOn() throws Exception {
        ahead.begin(LISTING, "0", upTo(2));
        ahead.begin(UUID.randomUUID(), "0", upTo(2));
        awaitRest(6);

        ahead.stop();
        awaitNoThread();
        ahead.begin(LISTING, "0", upTo(1000));

        awaitNoThread();
        assertThat(take("0")).isEmpty();
    }
}
