package dev.portage.survey;

import dev.portage.discovery.AfterDiscovery;
import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** An assessment goes on with what WorkOS has already; a plan made anew needs nobody outside. */
@ApplicationScoped
class AfterReading implements AfterDiscovery {
    private final Queue queue;

    AfterReading(Queue queue) {
        this.queue = queue;
    }

    @Override
    public Set<Run.Purpose> purposes() {
        return Set.of(Run.Purpose.ASSESSMENT, Run.Purpose.PLAN);
    }

    @Override
    public void discovered(Migration migration, Run run) {
        boolean looks = run.purpose() == Run.Purpose.ASSESSMENT;
        run.enter(looks ? Run.Phase.COMPARING : Run.Phase.PLANNING);
        queue.enqueue(
                migration.id(), looks ? Kinds.ACCOUNTS : Kinds.PLAN, run.id().toString());
    }
}
