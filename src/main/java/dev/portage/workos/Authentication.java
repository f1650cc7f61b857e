package dev.portage.workos;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What WorkOS makes of an e-mail address and a password. */
public sealed interface Authentication {

    /** It is the right password, and nothing more is needed. */
    record SignedIn(Session session) implements Authentication {}

    /**
     * Something more is needed, or this is not the way in for the user. Never a sign-in, whatever the code.
     *
     * @param code WorkOS's, such as mfa_challenge; others than those of today may come
     * @param pendingToken what the next step is taken with; empty where there is none
     * @param email the address that WorkOS names; empty where it names none
     * @param organizations that the user can choose from
     * @param factors that the user has enrolled
     * @param connections by which the user can sign in instead
     */
    record StepUp(
            String code,
            Optional<String> pendingToken,
            Optional<String> email,
            List<Organization> organizations,
            List<Factor> factors,
            List<String> connections)
            implements Authentication {
        public StepUp {
            organizations = List.copyOf(organizations);
            factors = List.copyOf(factors);
            connections = List.copyOf(connections);
        }
    }

    /** A wrong password, a user without one, or no such user: WorkOS does not tell. */
    record WrongPassword() implements Authentication {}

    /** Too many attempts ({@code 429}): WorkOS takes 10 a minute for one address. */
    record TooMany(Optional<Duration> retryAfter) implements Authentication {}

    /** An organization that a user can sign in to. */
    @Schema(name = "SignInOrganization")
    record Organization(String id, String name) {}

    /** A second factor. */
    @Schema(name = "SignInFactor")
    record Factor(String id, String type) {}
}
