package dev.portage.survey;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One thing that was looked at.
 *
 * @param item what, by a stable name; a call to Cognito by its IAM action
 * @param detail what was found; where it failed, what to change
 */
@Schema(name = "PreflightCheck")
public record Check(String item, Status status, String detail) {
    /** What came of it. */
    @Schema(name = "PreflightStatus")
    public enum Status {
        PASSED,
        FAILED,
        /** Nothing that this service does at present needs it. */
        NOT_APPLICABLE;

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    static Check passed(String item, String detail) {
        return new Check(item, Status.PASSED, detail);
    }

    static Check failed(String item, String detail) {
        return new Check(item, Status.FAILED, detail);
    }

    static Check notApplicable(String item, String detail) {
        return new Check(item, Status.NOT_APPLICABLE, detail);
    }
}
