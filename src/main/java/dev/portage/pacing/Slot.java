package dev.portage.pacing;

/**
 * The right to one call at one time.
 *
 * @param nanoTime when, on this process's {@link System#nanoTime}
 */
public record Slot(long nanoTime) {

    /** A slot that is open at once, for work that draws on no budget. */
    public static Slot now() {
        return new Slot(System.nanoTime());
    }
}
