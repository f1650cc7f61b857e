package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.cognito.CognitoChallenge;
import dev.portage.signin.SignInAnswer;
import dev.portage.workos.Authentication;
import dev.portage.workos.Session;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the sign-in page's server is answered; through a Response, whose content Quarkus does not see by itself. */
@RegisterForReflection(
        targets = {
            SignInViews.In.class,
            SignInViews.Step.class,
            Session.User.class,
            Authentication.Organization.class,
            Authentication.Factor.class
        })
final class SignInViews {
    private SignInViews() {}

    /**
     * A user who is in.
     *
     * @param source who took the password
     * @param migrated whether the password went over with this very sign-in
     * @param mfaEnrollmentRequired whether the user had a second factor in Cognito, which WorkOS does not know yet
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "SignedIn")
    record In(
            @Schema(enumeration = "SIGNED_IN") String outcome,
            String source,
            boolean migrated,
            boolean mfaEnrollmentRequired,
            Session.User user,
            String accessToken,
            String refreshToken,
            @Nullable String organizationId) {

        static In of(SignInAnswer.SignedIn in) {
            Session session = in.session();
            return new In(
                    "SIGNED_IN",
                    name(in.source()),
                    in.migrated(),
                    in.enrollMfa(),
                    session.user(),
                    session.accessToken(),
                    session.refreshToken(),
                    session.organizationId().orElse(null));
        }
    }

    /**
     * Something more is needed.
     *
     * @param pendingWith whose the pending token is: the next step is taken with WorkOS, or here with Cognito's
     * @param code the name that WorkOS or Cognito has for it
     * @param organizations to choose from
     * @param authenticationFactors that are enrolled
     * @param connectionIds to sign in by
     * @param destination where a code was sent, masked
     * @param factors to choose from
     */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    @Schema(name = "SignInStep", requiredProperties = "outcome")
    record Step(
            @Schema(
                    enumeration = {
                        "MFA_REQUIRED",
                        "MFA_ENROLLMENT_REQUIRED",
                        "EMAIL_VERIFICATION_REQUIRED",
                        "ORGANIZATION_SELECTION_REQUIRED",
                        "PASSWORD_RESET_REQUIRED",
                        "NEW_PASSWORD_REQUIRED",
                        "SSO_REQUIRED",
                        "FURTHER_STEP_REQUIRED"
                    })
            String outcome,

            @Nullable String source,
            boolean migrated,
            boolean mfaEnrollmentRequired,
            @Nullable String pendingWith,
            @Nullable String pendingAuthenticationToken,
            @Nullable String code,
            @Nullable String email,
            List<Authentication.Organization> organizations,
            List<Authentication.Factor> authenticationFactors,
            List<String> connectionIds,
            @Nullable String destination,
            List<CognitoChallenge.Kind> factors) {

        static Step of(SignInAnswer.StepUp up) {
            Authentication.StepUp step = up.step();
            return new Step(
                    named(step.code()),
                    name(up.source()),
                    up.migrated(),
                    up.enrollMfa(),
                    "workos",
                    step.pendingToken().orElse(null),
                    step.code(),
                    step.email().orElse(null),
                    step.organizations(),
                    step.factors(),
                    step.connections(),
                    null,
                    List.of());
        }

        static Step of(SignInAnswer.Challenged challenged) {
            CognitoChallenge challenge = challenged.challenge();
            boolean password = challenge.kind() == CognitoChallenge.Kind.NEW_PASSWORD_REQUIRED;
            return new Step(
                    password ? "NEW_PASSWORD_REQUIRED" : "MFA_REQUIRED",
                    "cognito",
                    false,
                    false,
                    "cognito",
                    challenged.pendingToken(),
                    challenge.kind().name(),
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    challenge.destination().orElse(null),
                    challenge.choices());
        }

        static Step of(SignInAnswer.ResetNeeded reset) {
            return new Step(
                    "PASSWORD_RESET_REQUIRED",
                    "cognito",
                    reset.migrated(),
                    false,
                    null,
                    null,
                    null,
                    null,
                    List.of(),
                    List.of(),
                    List.of(),
                    null,
                    List.of());
        }
    }

    /** What a code of WorkOS's is called here; one that is not known is passed on under its own. */
    private static String named(String code) {
        return switch (code) {
            case "mfa_challenge" -> "MFA_REQUIRED";
            case "mfa_enrollment" -> "MFA_ENROLLMENT_REQUIRED";
            case "email_verification_required" -> "EMAIL_VERIFICATION_REQUIRED";
            case "organization_selection_required" -> "ORGANIZATION_SELECTION_REQUIRED";
            case "password_reset_required" -> "PASSWORD_RESET_REQUIRED";
            case "sso_required", "organization_authentication_methods_required", "authentication_method_not_allowed" ->
                "SSO_REQUIRED";
            default -> "FURTHER_STEP_REQUIRED";
        };
    }

    private static String name(SignInAnswer.Source source) {
        return source.name().toLowerCase(Locale.ROOT);
    }
}
