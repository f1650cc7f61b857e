package dev.portage.queue;

import java.time.Instant;
import java.util.UUID;

/**
 * A claimed job.
 *
 * @param lane whose job it is; the jobs of one migration share a lane
 * @param subject what it is about, in its handler's words; unique within lane and kind
 * @param attempts how often it has failed before
 * @param claims how often it has been claimed, this time included; more than once means that an earlier worker may have
 *     got something done without telling
 * @param claimedAt when it was, by the database's clock
 */
public record Job(long id, UUID lane, String kind, String subject, int attempts, int claims, Instant claimedAt) {

    /** Whether an earlier claim may have reached the other side. */
    public boolean mayHaveRunBefore() {
        return claims > 1;
    }
}
