package dev.portage.workos;

import dev.portage.calls.CallMeter;
import dev.portage.calls.CallMeters;
import io.micrometer.core.instrument.Timer;
import jakarta.enterprise.context.ApplicationScoped;

/** The meter of the calls to WorkOS. */
@ApplicationScoped
class CallMetrics {
    private final CallMeter meter;

    CallMetrics(CallMeters meters) {
        this.meter = meters.of("workos", "WorkOS");
    }

    Timer.Sample start() {
        return meter.start();
    }

    void ended(Timer.Sample sample, String operation, Outcome<?> outcome) {
        meter.ended(sample, operation, outcome);
        switch (outcome) {
            case Outcome.Unauthorized<?> ignored -> meter.credentialsGood(false);
            case Outcome.Throttled<?> ignored -> {}
            case Outcome.Unavailable<?> ignored -> {}
            default -> meter.credentialsGood(true);
        }
    }
}
