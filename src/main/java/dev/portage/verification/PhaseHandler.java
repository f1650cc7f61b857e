package dev.portage.verification;

import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.verification.Verification.Phase;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * Works off, step by step, one phase of a verification.
 *
 * @param <S> what a step brings
 */
interface PhaseHandler<S> extends JobHandler<Work, S> {

    Phase phase();

    /** Who takes the verification on from here. */
    Conductor conductor();

    /** Records what a step has brought. */
    void record(S step);

    @Override
    default JobKind kind() {
        return Kinds.of(phase());
    }

    @Override
    default Map<String, Work> load(UUID lane, Collection<String> subjects) {
        return conductor().load(phase(), subjects);
    }

    @Override
    default void record(List<Result<S>> results) {
        results.forEach(result -> record(result.value()));
    }

    /** WorkOS has refused the key: the verification ends without what only WorkOS can say. */
    @Override
    default void halted(UUID lane, String why) {
        conductor().withoutWorkOs(lane, why + ".");
    }
}
