package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Locale;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Not ready while the queue can not be worked off, as when PostgreSQL still reads but can not write any more. */
@Readiness
@ApplicationScoped
class QueueHealth implements HealthCheck {
    private final DatabaseTrouble trouble;

    QueueHealth(DatabaseTrouble trouble) {
        this.trouble = trouble;
    }

    @Override
    public HealthCheckResponse call() {
        var troubles = trouble.now();
        HealthCheckResponseBuilder response = HealthCheckResponse.named("queue").status(troubles.isEmpty());
        troubles.forEach((activity, met) -> response.withData(
                activity.name().toLowerCase(Locale.ROOT), "not since %s: %s".formatted(met.since(), met.why())));
        return response.build();
    }
}
