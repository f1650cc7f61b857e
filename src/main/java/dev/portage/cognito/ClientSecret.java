package dev.portage.cognito;

/** The secret that a user pool and an identity provider share. Nothing but {@link #reveal} shows it. */
public final class ClientSecret {
    private final String value;

    ClientSecret(String value) {
        this.value = value;
    }

    public String reveal() {
        return value;
    }

    @Override
    public String toString() {
        return "***";
    }
}
