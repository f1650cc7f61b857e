package dev.portage.reset;

import java.util.Optional;

/**
 * What an operator asks for.
 *
 * @param again whether who was sent a mail before may get another
 * @param force whether the addresses named get one though they need none
 * @param withoutCanary whether everybody may be mailed though nobody has been yet
 * @param window the hours of the day for it; any where empty
 */
public record Order(
        ResetAudience audience,
        boolean again,
        boolean force,
        boolean withoutCanary,
        Pace pace,
        Optional<Window> window,
        Delivery delivery) {

    /** WorkOS advises at most one a second. */
    public static final int PER_HOUR = 3600;

    public static final int MOST_PER_HOUR = 1_000_000;

    /** One more mail for one user, at once. */
    public static Order forOneUser(String sub, boolean force, Delivery delivery) {
        return new Order(
                new ResetAudience.OneUser(sub), true, force, true, new Pace(PER_HOUR), Optional.empty(), delivery);
    }
}
