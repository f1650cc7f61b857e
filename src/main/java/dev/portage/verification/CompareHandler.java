package dev.portage.verification;

import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.UUID;

/** Compares what was listed with the rows, one item a step. */
@ApplicationScoped
class CompareHandler implements PhaseHandler<CompareHandler.Step> {
    private final Verifications verifications;
    private final Checklist checklist;
    private final Judge judge;
    private final Conductor conductor;
    private final Clock clock;

    CompareHandler(Verifications verifications, Checklist checklist, Judge judge, Conductor conductor, Clock clock) {
        this.verifications = verifications;
        this.checklist = checklist;
        this.judge = judge;
        this.conductor = conductor;
        this.clock = clock;
    }

    /** What a step brings. */
    record Step(Work work, Judge.Judgement judgement) {}

    @Override
    public Phase phase() {
        return Phase.COMPARE;
    }

    @Override
    public Conductor conductor() {
        return conductor;
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) {
        int index = index(work);
        Step step = new Step(work, judge.of(Judge.ITEMS.get(index), work.verification()));
        return index + 1 < Judge.ITEMS.size() ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
    }

    /** Where the phase stands: at the item that was judged last. */
    private static int index(Work work) {
        String last = work.verification().place();
        return last == null ? 0 : Judge.ITEMS.indexOf(Item.valueOf(last)) + 1;
    }

    @Override
    public void record(Step step) {
        UUID migration = step.work().migration().id();
        Verification verification = step.work().verification();
        Judge.Judgement judgement = step.judgement();
        Item item = judgement.item();
        Checklist.Entry known = checklist.of(migration).get(item);
        if (known == null || !judge.holds(migration, known)) {
            checklist.put(migration, item, judgement.status(), judgement.evidence(), clock.instant());
        }
        if (item == Judge.ITEMS.getLast()) {
            conductor.after(verification, Phase.COMPARE);
        } else {
            verifications.reached(verification.id(), item.name(), clock.instant());
        }
    }

    @Override
    public Step exhausted(Job job, Work work, String why) {
        // The job ends with it, so the items after it are not looked at; the last one takes the verification on.
        return new Step(
                work,
                new Judge.Judgement(
                        Judge.ITEMS.getLast(),
                        Status.UNATTESTED,
                        Evidence.detail("It could not be compared (" + why + "): start another verification.")));
    }
}
