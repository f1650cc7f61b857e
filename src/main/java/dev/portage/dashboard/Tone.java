package dev.portage.dashboard;

import io.quarkus.qute.TemplateData;
import java.util.Locale;

/** How something is coloured; what it says is in words beside it. */
@TemplateData
public enum Tone {
    /** Nothing to see. */
    CALM,
    /** It is going on. */
    BUSY,
    GOOD,
    /** Somebody should look at it. */
    WARNING,
    BAD;

    /** The class in the style sheet. */
    public String css() {
        return "tone-" + name().toLowerCase(Locale.ROOT);
    }
}
