package dev.portage.workos;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.portage.migration.EndUser;
import dev.portage.migration.Password;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The calls to WorkOS that carry a password: signing in with one, and setting one. */
@ApplicationScoped
public class WorkOsSignIn {
    private static final String USERS = "/user_management/users";

    private final WorkOsCalls calls;
    private final SecretHttp http;
    private final WorkOsConfig config;

    WorkOsSignIn(WorkOsCalls calls, SecretHttp http, WorkOsConfig config) {
        this.calls = calls;
        this.http = http;
        this.config = config;
    }

    /** Whether an outcome says that WorkOS's policy for passwords refuses this one, and that nothing was done. */
    public static boolean passwordRefused(Outcome<?> outcome) {
        return outcome instanceof Outcome.Rejected<?>(String code) && code.equals(Failures.PASSWORD_REFUSED);
    }

    /**
     * {@code POST /user_management/authenticate}. A {@code 429} is part of its answer, and nothing that the budget is
     * told: nearly always it is the limit of one address, and whoever tries passwords for that must not hold up others.
     */
    public Outcome<Authentication> authenticate(String email, Password password, EndUser from, Turn turn)
            throws InterruptedException {
        return calls.make("users.authenticate", Draw.WORKOS_WRITE, turn, () -> {
            ObjectNode body = http.body()
                    .put("client_id", config.clientId().orElse(WorkOsClients.NO_CLIENT))
                    .put("client_secret", config.apiKey().orElse(WorkOsClients.NO_KEY))
                    .put("grant_type", "password")
                    .put("email", email)
                    .put("password", password.reveal());
            putIfKnown(body, "ip_address", from.ipAddress());
            putIfKnown(body, "user_agent", from.userAgent());
            return AuthenticationReader.read(http.send("POST", "/user_management/authenticate", body));
        });
    }

    /** {@code POST /user_management/users}, with a password. */
    public Outcome<WorkOsUser> createUser(NewUser user, Password password, Turn turn) throws InterruptedException {
        return calls.make("users.createWithPassword", Draw.WORKOS_WRITE, turn, () -> {
            ObjectNode body = http.body()
                    .put("email", user.email())
                    .put("email_verified", user.emailVerified())
                    .put("external_id", user.externalId())
                    .put("password", password.reveal());
            putIfKnown(body, "first_name", user.firstName());
            putIfKnown(body, "last_name", user.lastName());
            putIfKnown(body, "name", user.name());
            if (!user.metadata().isEmpty()) {
                user.metadata().forEach(body.putObject("metadata")::put);
            }
            return written(http.send("POST", USERS, body));
        });
    }

    /**
     * {@code PUT /user_management/users/{id}}: sets the password, and the external id.
     *
     * @param externalId null to leave it as it is
     */
    public Outcome<WorkOsUser> setPassword(String id, Password password, @Nullable String externalId, Turn turn)
            throws InterruptedException {
        return calls.make("users.setPassword", Draw.WORKOS_WRITE, turn, () -> {
            ObjectNode body = http.body().put("password", password.reveal());
            putIfKnown(body, "external_id", externalId);
            return written(http.send("PUT", USERS + "/" + URLEncoder.encode(id, StandardCharsets.UTF_8), body));
        });
    }

    private static WorkOsUser written(SecretHttp.Answer answer) {
        if (answer.refused()) {
            throw new Refusal(answer);
        }
        return AuthenticationReader.user(answer.body());
    }

    private static void putIfKnown(ObjectNode body, String field, @Nullable String value) {
        if (value != null) {
            body.put(field, value);
        }
    }
}
