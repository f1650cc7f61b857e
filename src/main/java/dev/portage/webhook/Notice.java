package dev.portage.webhook;

import dev.portage.migration.Milestone;
import java.time.Instant;
import java.util.UUID;

/**
 * Something that the endpoint is to be told.
 *
 * @param id by which the receiver knows a repeated post
 * @param body what is posted, the same each time
 */
record Notice(UUID id, UUID migrationId, Milestone.Kind kind, Instant at, String body) {}
