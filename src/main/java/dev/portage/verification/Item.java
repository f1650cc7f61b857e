package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What the checklist looks at, in its order. Callers rely on the slugs. */
@Schema(name = "VerificationItem")
public enum Item {
    /** WorkOS answers, and has users. */
    WORKOS(By.PORTAGE, "WorkOS answers, and the users are there"),
    /** Nobody is pending or has failed. */
    USERS_MOVED(By.PORTAGE, "Nobody is waiting to be moved, and nobody has failed"),
    /** The id map and WorkOS tell the same. */
    RECONCILIATION(By.PORTAGE, "The id map and WorkOS tell the same, user by user"),
    /** Custom attributes are in the metadata, value by value. */
    ATTRIBUTES(By.PORTAGE, "Custom attributes arrived, value by value"),
    /** Memberships and roles are there. */
    MEMBERSHIPS(By.PORTAGE, "Memberships and roles are there"),
    /** Nobody has signed up in Cognito since the last run. */
    SIGN_UPS(By.PORTAGE, "Nobody has signed up in Cognito since the last run"),
    /** Social and enterprise sign-in is set up. */
    PROVIDERS(By.EITHER, "Sign-in through identity providers works"),
    /** One reset mail was sent, to an address that an operator named. */
    PASSWORD_RESET(By.EITHER, "A password reset can be sent"),
    /** One user signed in, whom an operator named. */
    SIGN_IN(By.EITHER, "A migrated user can sign in"),
    MAILS_ARRIVE(By.PERSON, "Mails from WorkOS arrive"),
    APPLICATION_BUILDS(By.PERSON, "The application builds without Cognito"),
    SESSION_PERSISTS(By.PERSON, "A session persists across page loads");

    /** Who can tell. */
    private enum By {
        PORTAGE,
        PERSON,
        EITHER
    }

    private final By by;
    private final String title;

    Item(By by, String title) {
        this.by = by;
        this.title = title;
    }

    @JsonValue
    public String slug() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** What is looked at, in a sentence without a full stop. */
    public String title() {
        return title;
    }

    /** Whether a person may say how it stands. */
    public boolean attestable() {
        return by != By.PORTAGE;
    }

    /** Whether every verification looks at it anew. */
    boolean alwaysChecked() {
        return by == By.PORTAGE;
    }

    public static Optional<Item> find(String slug) {
        return Arrays.stream(values()).filter(item -> item.slug().equals(slug)).findFirst();
    }
}
