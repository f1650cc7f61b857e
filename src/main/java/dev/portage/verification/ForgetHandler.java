package dev.portage.verification;

import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;

/** Forgets what was listed, some rows a step, and ends the verification. */
@ApplicationScoped
class ForgetHandler implements PhaseHandler<ForgetHandler.Step> {
    private static final int AT_A_TIME = 10_000;

    private final Listings listings;
    private final Conductor conductor;

    ForgetHandler(Listings listings, Conductor conductor) {
        this.listings = listings;
        this.conductor = conductor;
    }

    /** @param last whether nothing is left */
    record Step(Work work, boolean last) {}

    @Override
    public Phase phase() {
        return Phase.FORGET;
    }

    @Override
    public Conductor conductor() {
        return conductor;
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) {
        boolean more = QuarkusTransaction.requiringNew()
                .call(() -> listings.forget(work.migration().id(), AT_A_TIME));
        Step step = new Step(work, !more);
        return more ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
    }

    @Override
    public void record(Step step) {
        if (step.last()) {
            conductor.after(step.work().verification(), Phase.FORGET);
        }
    }

    /** What is left is forgotten by the next verification. */
    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step(work, true);
    }
}
