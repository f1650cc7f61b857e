package dev.portage.verification;

import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import dev.portage.verification.Verification.Phase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Forgets what was listed, some rows a step, and ends the verification. */
@ApplicationScoped
class ForgetHandler implements JobHandler<Work, ForgetHandler.Step> {
    private static final int AT_A_TIME = 10_000;

    private final Work.Loader loader;
    private final Listings listings;
    private final Conductor conductor;

    ForgetHandler(Work.Loader loader, Listings listings, Conductor conductor) {
        this.loader = loader;
        this.listings = listings;
        this.conductor = conductor;
    }

    /** @param last whether nothing is left */
    record Step(Work work, boolean last) {}

    @Override
    public JobKind kind() {
        return Kinds.FORGET;
    }

    @Override
    public Map<String, Work> load(UUID lane, Collection<String> subjects) {
        return loader.load(Phase.FORGET, subjects);
    }

    @Override
    public Verdict<Step> handle(Job job, Work work, Turn turn) {
        boolean more = QuarkusTransaction.requiringNew()
                .call(() -> listings.forget(work.migration().id(), AT_A_TIME));
        Step step = new Step(work, !more);
        return more ? new Verdict.Continue<>(step) : new Verdict.Done<>(step);
    }

    @Override
    public void record(List<Result<Step>> results) {
        results.stream()
                .map(Result::value)
                .filter(Step::last)
                .forEach(step -> conductor.after(step.work().verification(), Phase.FORGET));
    }

    /** What is left is forgotten by the next verification. */
    @Override
    public Step exhausted(Job job, Work work, String why) {
        return new Step(work, true);
    }

    @Override
    public void halted(UUID lane, String why) {
        conductor.withoutWorkOs(lane, why);
    }
}
