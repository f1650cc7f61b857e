package dev.portage.transfer;

import dev.portage.discovery.AfterDiscovery;
import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Set;

/** An import goes on with settling who is sent, and a refresh of attributes with whose they are. */
@ApplicationScoped
class AfterReading implements AfterDiscovery {
    private final Queue queue;

    AfterReading(Queue queue) {
        this.queue = queue;
    }

    @Override
    public Set<Run.Purpose> purposes() {
        return Set.of(Run.Purpose.IMPORT, Run.Purpose.ATTRIBUTES);
    }

    @Override
    public void discovered(Migration migration, Run run) {
        run.enter(Run.Phase.SETTLING);
        queue.enqueue(migration.id(), Kinds.SETTLE, run.id().toString());
    }
}
