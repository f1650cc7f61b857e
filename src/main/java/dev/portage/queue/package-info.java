/**
 * The queue: jobs in PostgreSQL, their claiming under the shared rate budget, leases, retries with back-off, and the
 * drain that works them off. It knows nothing of users: a kind of job names its handler.
 */
@NullMarked
package dev.portage.queue;

import org.jspecify.annotations.NullMarked;
