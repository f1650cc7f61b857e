package dev.portage.api.security;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** Tells whose token it is that a person signs in to the dashboard with. */
@ApplicationScoped
public class SignInCheck {

    private final Tokens tokens;

    SignInCheck(Tokens tokens) {
        this.tokens = tokens;
    }

    /** The role; empty for what is no token of this service. */
    public Optional<Role> roleOf(String token) {
        return tokens.roleOf(token.strip());
    }
}
