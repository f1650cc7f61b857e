package dev.portage.sandbox;

import dev.portage.sandbox.Mailbox.Mail;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/** {@code /user_management/password_reset}: sends an e-mail, here into the {@link Mailbox}. */
final class PasswordResetEndpoints {

    private static final String PATH = "user_management/password_reset";
    private static final Duration LIFETIME = Duration.ofHours(1);

    private final WorkosState state;

    PasswordResetEndpoints(WorkosState state) {
        this.state = state;
    }

    void register(Router router) {
        router.add("POST", PATH, "passwordReset.create", this::create)
                .add("POST", PATH + "/confirm", "passwordReset.confirm", this::confirm)
                .add("GET", PATH + "/{id}", "passwordReset.get", this::get);
    }

    private Reply create(Call call) {
        Body body = Body.of(call, Set.of("email"));
        String email = body.required("email");
        if (!state.settings().passwordSignIn()) {
            throw WorkosErrors.coded(
                    403, "email_password_auth_disabled", "Email and password authentication is disabled.");
        }
        WorkosUser user = state.users().byEmail(email).orElseThrow(() -> WorkosErrors.notFound("User", email));
        if (state.users().traits(user.id()).resetRefused()) {
            throw WorkosErrors.coded(403, "password_reset_not_allowed", "Password reset is not allowed.");
        }
        Instant now = state.clock().now();
        String token = Tokens.random();
        Mail mail = new Mail(
                state.ids().next("password_reset"),
                user.id(),
                user.email(),
                token,
                state.settings().authkitUrl() + "/reset-password?token=" + token,
                now,
                now.plus(LIFETIME));
        if (!state.mailbox().send(mail, state.settings().resetQuota(), Duration.ofDays(1))) {
            throw WorkosErrors.coded(429, "daily_quota_exceeded", "Daily quota exceeded.");
        }
        state.events().record("password_reset.created", mail::data);
        return Reply.json(201, mail.json());
    }

    private Reply get(Call call) {
        String id = call.segment(2);
        return Reply.ok(state.mailbox()
                .byId(id)
                .orElseThrow(() -> WorkosErrors.notFound("Password reset", id))
                .json());
    }

    private Reply confirm(Call call) {
        Body body = Body.of(call, Set.of("token", "new_password"));
        Mail mail = state.mailbox().byToken(body.required("token")).orElseThrow(() -> unknownToken());
        var answer = Json.object();
        answer.set("user", complete(state, mail, body.required("new_password")).json());
        return Reply.ok(answer);
    }

    /** What following the link of a mail, and setting this password there, does. */
    static WorkosUser complete(WorkosState state, Mail mail, String password) {
        Instant now = state.clock().now();
        if (now.isAfter(mail.expiresAt())) {
            throw WorkosErrors.coded(400, "password_reset_token_expired", "The password reset token has expired.");
        }
        UserRules.strong(password, mail.email());
        if (!state.mailbox().use(mail)) {
            throw unknownToken();
        }
        state.users().change(mail.userId(), user -> user.withPassword(now), password);
        WorkosUser user = state.users().get(mail.userId());
        state.events().record("password_reset.succeeded", mail::data);
        state.events().record("user.updated", user::json);
        return user;
    }

    /** Without the token, which is a secret. */
    private static Refusal unknownToken() {
        return WorkosErrors.coded(404, "entity_not_found", "Password reset not found.");
    }
}
