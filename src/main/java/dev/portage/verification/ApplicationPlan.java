package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What changes in the application, made out for one user pool.
 *
 * @param identifiers where the application used Cognito's ids, and what keeps them
 * @param calls of the application to Cognito, and what they become
 * @param sessions how tokens and sessions differ
 * @param triggers of the pool, and what succeeds them
 * @param rollback how to go back, in order
 * @param troubles what could not be asked of Cognito, and why
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
public record ApplicationPlan(
        List<Setting> settings,
        List<Client> clients,
        List<String> identifiers,
        List<CallPair> calls,
        List<Change> sessions,
        List<Change> triggers,
        List<String> rollback,
        List<String> troubles) {

    /**
     * A setting of the application.
     *
     * @param value what it is to be; null for a secret, which is nowhere to be read
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    @Schema(name = "ApplicationSetting")
    public record Setting(String name, @Nullable String value, String purpose) {}

    /**
     * An app client of the pool, with what to register in WorkOS's dashboard under Redirects.
     *
     * @param redirectUris where WorkOS sends users after a sign-in: Cognito's callback URLs
     * @param logoutUris where it sends them after a sign-out
     */
    @RegisterForReflection
    @Schema(name = "ApplicationClient")
    public record Client(
            String id,
            String name,
            List<String> redirectUris,
            List<String> logoutUris,
            List<String> scopes,
            List<String> providers) {}

    /**
     * A call and its counterpart.
     *
     * @param stack node, nextjs, java or python
     */
    @RegisterForReflection
    public record CallPair(String stack, String purpose, String before, String after) {}

    /** What was so with Cognito, and is so with WorkOS. */
    @RegisterForReflection
    @Schema(name = "ApplicationChange")
    public record Change(String what, String cognito, String workos) {}
}
