package dev.portage.cognito;

import dev.portage.calls.CallMeter;
import dev.portage.calls.CallMeters;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;

/** The meter of the calls to Cognito. */
@ApplicationScoped
class CallMetrics {
    private final CallMeter meter;

    CallMetrics(CallMeters meters) {
        this.meter = meters.of("cognito", "Cognito");
    }

    Timer.Sample start() {
        return meter.start();
    }

    void asked(Timer.Sample sample, String operation, PasswordProof proof) {
        meter.ended(sample, operation, proof);
    }

    void ended(Timer.Sample sample, String operation, Reading<?> reading) {
        meter.ended(sample, operation, reading);
        switch (reading) {
            case Reading.Refused<?> ignored -> meter.credentialsGood(false);
            case Reading.Throttled<?> ignored -> {}
            case Reading.Unavailable<?> ignored -> {}
            default -> meter.credentialsGood(true);
        }
    }
}
