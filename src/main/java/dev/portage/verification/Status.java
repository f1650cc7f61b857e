package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How an item of the checklist stands. Callers rely on the slugs. */
@Schema(name = "VerificationStatus")
public enum Status {
    PASSED,
    FAILED,
    /** This migration has nothing of the kind. */
    NOT_APPLICABLE,
    /** Nobody has looked, or could: the evidence says why, and what to do. */
    UNATTESTED;

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
