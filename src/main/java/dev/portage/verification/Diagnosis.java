package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.CognitoUser;
import dev.portage.migration.Identity;
import dev.portage.migration.Membership;
import dev.portage.migration.Reason;
import dev.portage.migration.SignIns;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserState;
import dev.portage.workos.WorkOsUser;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * One user in all three places, and what may be wrong.
 *
 * @param causes the likelier first; at least one
 * @param troubles what could not be looked at, and why
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
public record Diagnosis(
        @Nullable InCognito cognito,
        @Nullable Here portage,
        @Nullable InWorkOs workos,
        List<Cause> causes,
        List<String> troubles) {

    /**
     * The user in Cognito.
     *
     * @param providers the identity providers that the user signs in through
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    public record InCognito(
            String sub,
            String username,
            @Nullable String email,
            boolean emailVerified,
            String status,
            boolean enabled,
            List<String> providers,
            @Nullable Instant modifiedAt) {
        static InCognito of(CognitoUser user) {
            return new InCognito(
                    user.sub(),
                    user.username(),
                    user.email().orElse(null),
                    user.emailVerified(),
                    user.status(),
                    user.enabled(),
                    user.identities().stream().map(Identity::providerName).toList(),
                    user.modifiedAt());
        }
    }

    /**
     * What is known here.
     *
     * @param passwordKnown whether the user is known to have a password in WorkOS, which does not tell it itself
     * @param passwordReset the latest that was asked for
     * @param signIns the latest through {@code POST /sign-in}, the newest first
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    @Schema(name = "InPortage")
    public record Here(
            UUID migrationId,
            String sub,
            UserState state,
            @Nullable Reason reason,
            @Nullable String detail,
            @Nullable String workosUserId,
            @Nullable String mergedInto,
            boolean passwordKnown,
            @Nullable String passwordReset,
            List<String> memberships,
            List<SignIns.Recorded> signIns) {
        static Here of(SourceUser user, Findings findings) {
            return new Here(
                    user.migrationId(),
                    user.sub(),
                    user.state(),
                    user.reason(),
                    user.detail(),
                    user.workosUserId(),
                    user.mergedInto(),
                    findings.passwordKnown(),
                    findings.mail().map(Findings.Mail::state).orElse(null),
                    findings.memberships().stream().map(Here::text).toList(),
                    findings.signIns());
        }

        private static String text(Membership membership) {
            return membership.organizationId() + " " + membership.state();
        }
    }

    /**
     * The account in WorkOS.
     *
     * @param identities the OAuth providers that are linked
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    public record InWorkOs(
            String id,
            String email,
            boolean emailVerified,
            @Nullable String externalId,
            Instant createdAt,
            @Nullable Instant lastSignInAt,
            Map<String, String> metadata,
            Set<String> identities) {
        static InWorkOs of(WorkOsUser user, Set<String> identities) {
            return new InWorkOs(
                    user.id(),
                    user.email(),
                    user.emailVerified(),
                    user.externalId(),
                    user.createdAt(),
                    user.lastSignInAt(),
                    user.metadata(),
                    identities);
        }
    }

    static Diagnosis of(Findings findings) {
        return new Diagnosis(
                findings.cognito().found().map(InCognito::of).orElse(null),
                findings.row().map(row -> Here.of(row, findings)).orElse(null),
                findings.workos()
                        .found()
                        .map(user -> InWorkOs.of(user, findings.identities()))
                        .orElse(null),
                Causes.of(findings),
                Stream.of(findings.cognito().trouble(), findings.workos().trouble())
                        .flatMap(Optional::stream)
                        .toList());
    }
}
