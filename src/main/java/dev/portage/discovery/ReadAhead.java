package dev.portage.discovery;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.jboss.logging.Logger;

/**
 * Pages that are read before a step asks for them, while the step before it is being recorded and its job claimed again.
 *
 * <p>This is a cache and no more: where a listing goes on is said by its checkpoint in the database alone. Pages that begin
 * elsewhere are dropped, as where another replica has been at it meanwhile, and so are those that nobody asks for.
 *
 * @param <P> a page
 */
final class ReadAhead<P> {
    private static final Logger LOG = Logger.getLogger(ReadAhead.class);

    /** Reads one page of a listing; empty where something keeps it from being read. */
    @FunctionalInterface
    interface Pages<P> {
        Optional<P> after(String token) throws InterruptedException;
    }

    private final Map<UUID, Ahead> listings = new ConcurrentHashMap<>();
    private final ToIntFunction<P> entries;
    private final Function<P, Optional<String>> next;
    private final int most;
    private final Duration longest;
    private final Duration kept;
    private volatile boolean stopped;

    /**
     * @param entries how many a page has
     * @param next the token of the page after it; empty for the last
     * @param most no further page of a listing is read when those read ahead have so many entries
     * @param longest nor when this has passed
     * @param kept for how long a listing's pages are kept for somebody who asks
     */
    ReadAhead(ToIntFunction<P> entries, Function<P, Optional<String>> next, int most, Duration longest, Duration kept) {
        this.entries = entries;
        this.next = next;
        this.most = most;
        this.longest = longest;
        this.kept = kept;
    }

    /** Goes on with a listing, in the background, until it is {@linkplain #take asked for}, or a reading brings no page. */
    void begin(UUID listing, String token, Pages<P> source) {
        Ahead ahead = new Ahead(listing, token, source);
        Ahead before = listings.put(listing, ahead);
        if (before != null) {
            before.end();
        }
        if (stopped) {
            end(listing);
        }
        ahead.thread.start();
    }

    /**
     * Ends what is being read of a listing, waits for the page in flight, and answers the pages, if they are those that
     * begin with this token; else none.
     */
    List<P> take(UUID listing, Optional<String> token) throws InterruptedException {
        Ahead ahead = listings.remove(listing);
        if (ahead == null) {
            return List.of();
        }
        ahead.end();
        return token.equals(Optional.of(ahead.token)) ? ahead.pages() : List.of();
    }

    /** Ends what is being read of a listing, but for a page in flight, and drops what there is. */
    void end(UUID listing) {
        Ahead ahead = listings.remove(listing);
        if (ahead != null) {
            ahead.end();
        }
    }

    /** Ends everything, for good. */
    void stop() {
        stopped = true;
        listings.keySet().forEach(this::end);
    }

    private final class Ahead {
        private final UUID listing;
        private final String token;
        private final Pages<P> source;
        private final Thread thread;
        /** The thread's alone until it has ended. */
        private final List<P> pages = new ArrayList<>();

        private final CountDownLatch ended = new CountDownLatch(1);

        Ahead(UUID listing, String token, Pages<P> source) {
            this.listing = listing;
            this.token = token;
            this.source = source;
            this.thread =
                    Thread.ofPlatform().daemon().name("portage-read-ahead").unstarted(this::run);
        }

        void end() {
            ended.countDown();
        }

        List<P> pages() throws InterruptedException {
            thread.join();
            return pages;
        }

        private void run() {
            try {
                read();
                // What nobody has asked for by then is dropped.
                ended.await(kept.toNanos(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                LOG.debug("Interrupted: nothing more is read ahead");
            } finally {
                listings.remove(listing, this);
            }
        }

        private void read() throws InterruptedException {
            long end = System.nanoTime() + longest.toNanos();
            int read = 0;
            Optional<String> at = Optional.of(token);
            while (at.isPresent() && ended.getCount() > 0 && read < most && System.nanoTime() < end) {
                Optional<P> page = page(at.get());
                page.ifPresent(pages::add);
                read += page.map(entries::applyAsInt).orElse(0);
                at = page.flatMap(next);
            }
        }

        /** Whatever keeps a page from being read, the next step meets it, and knows what to do about it. */
        private Optional<P> page(String at) throws InterruptedException {
            try {
                return source.after(at);
            } catch (RuntimeException | Error e) {
                LOG.debugf("A page was not read ahead: %s", e.getClass().getSimpleName());
                return Optional.empty();
            }
        }
    }
}
