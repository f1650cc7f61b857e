package dev.portage.queue;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/**
 * Whatever replicas claim, answer, leave unanswered and come back with too late: the queue is as its model, an answer
 * counts for the newest claim only, every way between two states is a legal one, and in the end each job is done once.
 */
class QueueProperties {
    private static final QueueOnDatabase DATABASE = new QueueOnDatabase();
    private static final List<UUID> REPLICAS = List.of(UUID.randomUUID(), UUID.randomUUID(), UUID.randomUUID());
    private static final List<Verdict<String>> VERDICTS = List.of(
            new Verdict.Done<>("done"),
            new Verdict.Continue<>("a step"),
            new Verdict.Retry<>("refused"),
            new Verdict.Postpone<>(Duration.ZERO, "not now"),
            new Verdict.Halt<>("no key"));

    enum What {
        ENQUEUE,
        CLAIM,
        ANSWER,
        LEASES_RUN_OUT,
        CRASH,
        STOP,
        BURY,
        CLOSE,
        OPEN
    }

    /** One thing that happens; what the numbers mean is its own affair. */
    record Step(What what, int which, int verdict) {
        void on(QueueModel queue) {
            UUID replica = REPLICAS.get(which % REPLICAS.size());
            switch (what) {
                case ENQUEUE -> queue.enqueue("s" + which);
                case CLAIM -> queue.claim(replica, 1 + which / 2);
                case ANSWER -> queue.answer(which, VERDICTS.get(verdict));
                case LEASES_RUN_OUT -> queue.leasesRunOut();
                case CRASH -> queue.crash(replica);
                case STOP -> queue.stop(replica);
                case BURY -> queue.bury(which);
                case CLOSE -> queue.close();
                case OPEN -> queue.open();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        Arbitrary<What> often = Arbitraries.of(What.ENQUEUE, What.CLAIM, What.ANSWER);
        Arbitrary<What> all = Arbitraries.of(What.class);
        return Combinators.combine(
                        Arbitraries.oneOf(List.of(often, all)),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.integers().between(0, VERDICTS.size() - 1))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 25)
    void theQueueIsAsItsModel(@ForAll("histories") List<Step> history) {
        QueueModel queue = new QueueModel(DATABASE);
        queue.check();
        for (Step step : history) {
            step.on(queue);
            queue.check();
        }
        queue.workOff();
    }
}
