package dev.portage.verification;

import dev.portage.migration.Migrations;
import dev.portage.queue.Queue;
import dev.portage.verification.Verification.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Takes a verification from one phase to the next, and ends it. Every method joins the caller's transaction. */
@ApplicationScoped
class Conductor {
    private static final Logger LOG = Logger.getLogger(Conductor.class);

    private final Verifications verifications;
    private final Migrations migrations;
    private final Checklist checklist;
    private final Queue queue;
    private final Clock clock;

    Conductor(Verifications verifications, Migrations migrations, Checklist checklist, Queue queue, Clock clock) {
        this.verifications = verifications;
        this.migrations = migrations;
        this.checklist = checklist;
        this.queue = queue;
        this.clock = clock;
    }

    /** The verifications among these subjects that are in this phase: the job of another one has nothing to do any more. */
    Map<String, Work> load(Phase phase, Collection<String> subjects) {
        Map<String, Work> found = new HashMap<>();
        verifications.running(subjects).forEach((subject, verification) -> {
            if (verification.phase() == phase) {
                found.put(subject, new Work(verification, migrations.get(verification.migrationId())));
            }
        });
        return found;
    }

    /** Goes on with the phase after this one. */
    void after(Verification verification, Phase done) {
        switch (done) {
            case ACCOUNTS -> enter(verification, Phase.MEMBERS);
            case MEMBERS -> enter(verification, Phase.POOL);
            case POOL -> enter(verification, Phase.MAIL);
            case MAIL -> enter(verification, Phase.COMPARE);
            case COMPARE -> enter(verification, Phase.FORGET);
            case FORGET -> finish(verification);
        }
    }

    void enter(Verification verification, Phase phase) {
        verifications.enter(verification.id(), phase);
        queue.enqueue(verification.id(), Kinds.of(phase), verification.id().toString());
    }

    private void finish(Verification verification) {
        verifications.finish(verification.id(), clock.instant());
        queue.drop(verification.id());
        LOG.infof("Migration %s: verification %s is done", verification.migrationId(), verification.id());
    }

    /**
     * WorkOS can't be asked: that is what this verification has found, and nothing is said of what depends on it. What was
     * listed is forgotten still.
     */
    void withoutWorkOs(Verification verification, String why) {
        checklist.put(verification.migrationId(), Item.WORKOS, Status.FAILED, Evidence.detail(why), clock.instant());
        enter(verification, Phase.FORGET);
        queue.open(verification.id());
    }

    /** The same, for a lane that was closed because WorkOS refused. */
    void withoutWorkOs(UUID lane, String why) {
        verifications
                .find(lane)
                .filter(verification -> verification.state() == Verification.State.RUNNING)
                .filter(verification -> verification.phase() != Phase.FORGET)
                .ifPresent(verification -> withoutWorkOs(verification, why));
    }
}
