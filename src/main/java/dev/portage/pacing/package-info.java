/**
 * The rate budget that all replicas share through PostgreSQL: who may call when.
 *
 * <p>A room of its own on the ground floor, because the queue claims no more than the budget allows, the WorkOS gateway
 * draws on it for calls beyond a job's first, and the reading of Cognito is paced by the same means.
 */
@NullMarked
package dev.portage.pacing;

import org.jspecify.annotations.NullMarked;
