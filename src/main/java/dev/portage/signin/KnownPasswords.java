package dev.portage.signin;

import dev.portage.migration.SignInOutcome;
import dev.portage.migration.WorkOsPasswords;
import dev.portage.workos.PasswordFeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;

/** Who has a password in WorkOS, as far as our rows and WorkOS's events say: there the one in Cognito is worth nothing. */
@ApplicationScoped
class KnownPasswords {
    /** A page of events is one call; while a replica reads on from far behind, nobody is carried over. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final WorkOsPasswords passwords;
    private final PasswordFeed feed;

    KnownPasswords(WorkOsPasswords passwords, PasswordFeed feed) {
        this.passwords = passwords;
        this.feed = feed;
    }

    boolean has(String workosUserId) {
        return passwords.has(workosUserId);
    }

    /** Reads what has happened in WorkOS up to now; how the sign-in ends, where that can't be told. */
    Optional<Ending> catchUp() throws InterruptedException {
        return feed.catchUp(PATIENCE)
                ? Optional.empty()
                : Optional.of(Ending.unavailable(SignInOutcome.WORKOS_UNAVAILABLE)
                        .because("WorkOS's events could not be read to the end: "
                                + feed.look().problem().orElse("there are many, try again soon")));
    }
}
