package dev.portage.reset;

/** Who sends the mail. */
public enum Delivery {
    /** WorkOS itself, as it is set up to. */
    WORKOS,
    /** The operator's own system, to which user and link are handed over. */
    CALLBACK
}
