package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonValue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What may be wrong with a user.
 *
 * @param explanation for an operator: what it means, and what to do
 * @param remedy the call that mends it; null where no call of this API does
 * @param runbook the page that says more
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
public record Cause(
        Slug cause, String explanation, @Nullable Remedy remedy, String runbook) {

    static Cause of(Slug slug, String explanation, @Nullable Remedy remedy) {
        return new Cause(slug, explanation, remedy, "docs/runbook/" + slug.page + ".md");
    }

    /** A call of this API. */
    @RegisterForReflection
    public record Remedy(Operation operation, String method, String path, Map<String, Object> body) {

        /** The calls that mend something, by their ids in the API's description. */
        @Schema(name = "RemedyOperation")
        public enum Operation {
            START_IMPORT("startImport"),
            RETRY_USER("retryUser"),
            MAIL_USER("mailUser"),
            CHECK_PROVIDER("checkIdentityProvider"),
            RUN_PREFLIGHT("runPreflight");

            private final String id;

            Operation(String id) {
                this.id = id;
            }

            @JsonValue
            public String id() {
                return id;
            }
        }
    }

    /** The causes, the likelier first. Callers rely on the slugs. */
    @Schema(name = "CauseSlug")
    public enum Slug {
        UNKNOWN_EVERYWHERE("user-not-found"),
        DELETED_IN_WORKOS("user-not-found"),
        EMAIL_ALREADY_EXISTS("email-already-exists"),
        NOT_IMPORTED("user-not-found"),
        SKIPPED("user-not-found"),
        FAILED("user-not-found"),
        FALLBACK_NOT_REACHED("sign-in-migration-not-triggering"),
        FALLBACK_NOT_ASKED("sign-in-migration-not-triggering"),
        RESET_MAIL_NOT_RECEIVED("reset-mail-not-received"),
        NO_PASSWORD("reset-mail-not-received"),
        INVALID_CLIENT("oauth-invalid-client"),
        ATTRIBUTES_LOST("attributes-lost"),
        EMAIL_UNVERIFIED("user-not-found"),
        MEMBERSHIP_FAILED("user-not-found"),
        CHANGED_SINCE("attributes-lost"),
        NOTHING_FOUND("user-not-found");

        private final String page;

        Slug(String page) {
            this.page = page;
        }

        @JsonValue
        public String slug() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
