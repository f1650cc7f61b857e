package dev.portage.api;

import dev.portage.migration.EndUser;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Password;
import dev.portage.signin.Attempt;
import dev.portage.signin.Reply;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.net.InetAddress;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** What the sign-in page's server sends. */
final class SignInRequests {
    /** An address in full: 64 characters, an at-sign, 255 characters. */
    private static final int LONGEST_EMAIL = 320;

    private static final String EMAIL = "[^\\s@]+@[^\\s@]+";
    private static final String EMAIL_HINT = "must be an e-mail address";

    /** Cognito takes 256. */
    private static final int LONGEST_PASSWORD = 512;

    private static final int LONGEST_AGENT = 2048;
    private static final int LONGEST_TOKEN = 16_384;

    private SignInRequests() {}

    /** {@code POST /sign-in}. */
    record Credentials(
            @NotNull @Size(max = LONGEST_EMAIL) @Pattern(regexp = EMAIL, message = EMAIL_HINT)
            String email,

            @NotNull Password password,
            @Nullable String ipAddress,
            @Nullable @Size(max = LONGEST_AGENT) String userAgent) {

        Attempt toAttempt() {
            return new Attempt(email, checked("password", password), endUser(ipAddress, userAgent));
        }
    }

    /** {@code POST /sign-in/challenge}; one of code, factor and newPassword. */
    @Schema(name = "ChallengeAnswer")
    record Answer(
            @NotBlank @Size(max = LONGEST_TOKEN) String pendingAuthenticationToken,
            @Nullable @Size(max = 100) String code,
            @Nullable @Size(max = 100) String factor,
            @Nullable Password newPassword,
            @Nullable String ipAddress,
            @Nullable @Size(max = LONGEST_AGENT) String userAgent) {

        Reply toReply() {
            if (Stream.of(code, factor, newPassword)
                            .filter(each -> each != null)
                            .count()
                    != 1) {
                throw new InvalidRequestException(
                        "", "must have one of code, factor and newPassword: what the challenge wants");
            }
            return new Reply(code, factor, newPassword == null ? null : checked("newPassword", newPassword));
        }

        EndUser from() {
            return endUser(ipAddress, userAgent);
        }
    }

    /** {@code POST /sign-in/password-reset}. */
    @Schema(name = "ForgottenPassword")
    record Reset(
            @NotNull @Size(max = LONGEST_EMAIL) @Pattern(regexp = EMAIL, message = EMAIL_HINT)
            String email,

            @Nullable String ipAddress,
            @Nullable @Size(max = LONGEST_AGENT) String userAgent) {

        EndUser from() {
            return endUser(ipAddress, userAgent);
        }
    }

    private static Password checked(String field, Password password) {
        int length = password.length();
        if (length == 0 || length > LONGEST_PASSWORD) {
            throw new InvalidRequestException(field, "must have 1 to " + LONGEST_PASSWORD + " characters");
        }
        return password;
    }

    private static EndUser endUser(@Nullable String ipAddress, @Nullable String userAgent) {
        if (ipAddress != null) {
            try {
                InetAddress.ofLiteral(ipAddress);
            } catch (IllegalArgumentException e) {
                throw new InvalidRequestException("ipAddress", "must be the end user's IPv4 or IPv6 address");
            }
        }
        return new EndUser(ipAddress, userAgent);
    }
}
