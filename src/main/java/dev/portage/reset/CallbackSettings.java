package dev.portage.reset;

import dev.portage.calls.SignedEndpoint;
import dev.portage.migration.ConflictException;
import jakarta.enterprise.context.ApplicationScoped;

/** Where links are handed over to, as it is set just now, or what is wrong with the settings. */
@ApplicationScoped
class CallbackSettings {
    private static final String VARIABLES = "PORTAGE_RESET_CALLBACK";

    private final CallbackConfig config;

    CallbackSettings(CallbackConfig config) {
        this.config = config;
    }

    /** @throws ConflictException that says what to set */
    SignedEndpoint read() {
        String url = config.url()
                .orElseThrow(() -> wrong("Set " + VARIABLES + "_URL to the HTTPS endpoint that sends the mails."));
        try {
            return SignedEndpoint.of(VARIABLES, url, config.secret(), config.secretFile());
        } catch (IllegalArgumentException e) {
            throw wrong(String.valueOf(e.getMessage()));
        }
    }

    /** @throws ConflictException where mails are to go this way, and something is wrong with the settings */
    void require(Delivery delivery) {
        if (delivery == Delivery.CALLBACK) {
            read();
        }
    }

    private static ConflictException wrong(String what) {
        return new ConflictException("callback-not-configured", what);
    }
}
