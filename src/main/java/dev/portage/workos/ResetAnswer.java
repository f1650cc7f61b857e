package dev.portage.workos;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How a request for a password reset ended. Unlike an {@link Outcome} it tells a request that certainly did nothing from
 * one that may have: a mail can't be taken back, and there is no looking up whether it went out.
 */
public sealed interface ResetAnswer {

    /**
     * WorkOS made the reset, and mailed it where it is set up to.
     *
     * @param resetId WorkOS's id of the reset; null where the answer could not be read
     * @param userId whose it is; null where the answer could not be read
     * @param link empty where the answer could not be read
     */
    record Made(@Nullable String resetId, @Nullable String userId, Optional<ResetLink> link) implements ResetAnswer {}

    /**
     * WorkOS would not; repeating does not help.
     *
     * @param code WorkOS's code, such as password_reset_not_allowed
     */
    record Refused(String code) implements ResetAnswer {}

    /** No user of WorkOS has the address. */
    record UnknownUser() implements ResetAnswer {}

    /** The environment's daily quota of mails is spent ({@code daily_quota_exceeded}). */
    record QuotaSpent() implements ResetAnswer {}

    /**
     * Nothing was done, because of too many calls: nearly always for this address alone.
     *
     * @param delay before the next try
     */
    record Throttled(Duration delay) implements ResetAnswer {}

    /** The API key is wrong, revoked, or lacks a right: no call will succeed. */
    record Unauthorized(String why) implements ResetAnswer {}

    /** The request certainly did nothing: WorkOS was not reached, or said that it is not available (503). */
    record NotSent(String why) implements ResetAnswer {}

    /** The answer was lost, or was a failure that leaves open whether a mail went out. */
    record Unknown(String why) implements ResetAnswer {}
}
