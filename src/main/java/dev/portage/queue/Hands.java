package dev.portage.queue;

import java.time.Duration;
import java.util.concurrent.Semaphore;

/**
 * How many jobs of a draw this replica may hold. To those that may run at once come a few that are claimed while others
 * still run, or each would wait for its claim with nobody at work; no more of them than get their turn before the slots
 * that they hold are gone, so the longer the calls take, the fewer.
 */
final class Hands {
    /** How long a job may wait for its turn: half of what a slot stays open. */
    private static final Duration WAIT = Duration.ofMillis(25);

    /** What the newest job counts in the average. */
    private static final double NEWEST = 0.05;

    private final int atOnce;
    private final Semaphore turns;
    private int held;
    private double averageNanos;

    Hands(int atOnce) {
        this.atOnce = atOnce;
        this.turns = new Semaphore(atOnce, true);
    }

    /** How many jobs may be claimed now. */
    synchronized int free() {
        return Math.max(0, atOnce + ahead() - held);
    }

    private int ahead() {
        return averageNanos == 0 ? 0 : (int) Math.min(atOnce, atOnce * WAIT.toNanos() / averageNanos);
    }

    /** Waits until a job may be claimed; answers how many. */
    synchronized int awaitFree() throws InterruptedException {
        while (free() == 0) {
            wait();
        }
        return free();
    }

    /** A job has been claimed. */
    synchronized void take() {
        held++;
    }

    /** Waits for a held job's turn to run. */
    void awaitTurn() throws InterruptedException {
        turns.acquire();
    }

    /** A job whose turn had come has run for so long. */
    void ran(long nanos) {
        turns.release();
        synchronized (this) {
            averageNanos = averageNanos == 0 ? nanos : averageNanos + NEWEST * (nanos - averageNanos);
        }
    }

    /** A held job is out of hand. */
    synchronized void release() {
        held--;
        notifyAll();
    }

    /** Waits until none is held; whether that came to be in time. */
    synchronized boolean awaitNone(Duration atMost) throws InterruptedException {
        long end = System.nanoTime() + atMost.toNanos();
        while (held > 0) {
            long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }
}
