package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonCreator;

/** A password in clear, for as long as one call takes. It can be read, but not printed by accident. */
public final class Password {
    private final String text;

    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public Password(String text) {
        this.text = text;
    }

    /** The password itself: for the body of the one call that needs it, and nothing else. */
    public String reveal() {
        return text;
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }
}
