package dev.portage.queue;

import dev.portage.pacing.Draw;

/**
 * A kind of job.
 *
 * @param name how the database and the metrics call it
 * @param draw what the first call of such a job draws on
 */
public record JobKind(String name, Draw draw) {}
