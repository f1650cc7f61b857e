package dev.portage.queue;

import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Slot;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/** Reserves the budget for the first calls of jobs, and claims as many jobs, in two short transactions. */
@ApplicationScoped
class Claims {
    private static final Logger LOG = Logger.getLogger(Claims.class);

    private final Jobs jobs;
    private final RateBudget budget;
    private final Handlers handlers;
    private final Replica replica;
    private final QueueConfig config;

    Claims(Jobs jobs, RateBudget budget, Handlers handlers, Replica replica, QueueConfig config) {
        this.jobs = jobs;
        this.budget = budget;
        this.handlers = handlers;
        this.replica = replica;
        this.config = config;
    }

    /** Claims up to this many jobs; fewer where budget or queue have no more. */
    Claim claim(Draw draw, int wanted) {
        // Looked at before the budget is locked, so that idle replicas do not queue up for the lock.
        int ready = jobs.ready(draw, wanted);
        if (ready == 0) {
            return new Claim(List.of(), 0);
        }
        // Not in the transaction that claims and loads, which takes a cold replica seconds. A slot is lost where
        // another replica took the job meanwhile, which happens only when few are left.
        List<Slot> slots = budget.reserve(draw, ready, config.horizon());
        if (slots.isEmpty()) {
            return new Claim(List.of(), ready);
        }
        return QuarkusTransaction.requiringNew().call(() -> {
            List<Job> claimed = jobs.claim(draw, slots.size(), replica.id(), config.lease());
            return new Claim(tasks(claimed, slots), ready);
        });
    }

    /**
     * Jobs that this replica now holds, each with its slot.
     *
     * @param ready how many jobs were waiting, as far as any were wanted
     */
    record Claim(List<Task<?, ?>> tasks, int ready) {}

    private List<Task<?, ?>> tasks(List<Job> claimed, List<Slot> slots) {
        record Group(UUID lane, String kind) {}
        Map<Group, List<Job>> groups =
                claimed.stream().collect(Collectors.groupingBy(job -> new Group(job.lane(), job.kind())));
        List<Task<?, ?>> tasks = new ArrayList<>();
        groups.forEach((group, members) -> {
            JobHandler<?, ?> handler = handlers.of(group.kind());
            if (handler == null) {
                LOG.errorf("No handler for jobs of kind %s: they wait for a version that has one", group.kind());
                jobs.giveBack(members.stream().map(Claims::unhandled).toList());
            } else {
                load(handler, members, slots, tasks);
            }
        });
        return tasks;
    }

    private <W, R> void load(JobHandler<W, R> handler, List<Job> members, List<Slot> slots, List<Task<?, ?>> tasks) {
        List<Long> orphans = new ArrayList<>();
        loaded(handler, members).forEach((job, work) -> {
            if (work.isPresent()) {
                tasks.add(new Task<>(job, handler, work.get(), slots.get(tasks.size())));
            } else {
                orphans.add(job.id());
            }
        });
        jobs.remove(orphans);
    }

    /** A row that can not be read puts its own job aside, and keeps no other from being claimed. */
    private <W> Map<Job, Optional<W>> loaded(JobHandler<W, ?> handler, List<Job> members) {
        try {
            Map<String, W> works = handler.load(
                    members.getFirst().lane(),
                    members.stream().map(Job::subject).toList());
            return members.stream()
                    .collect(Collectors.toMap(
                            Function.identity(), job -> Optional.ofNullable(works.get(job.subject()))));
        } catch (IllegalStateException e) {
            if (members.size() == 1) {
                LOG.errorf(
                        "Job %d can not be loaded and is put aside",
                        members.getFirst().id());
                jobs.bury(members.getFirst(), "unloadable");
                return Map.of();
            }
            Map<Job, Optional<W>> alone = new HashMap<>();
            members.forEach(job -> alone.putAll(loaded(handler, List.of(job))));
            return alone;
        }
    }

    private static Jobs.Return unhandled(Job job) {
        return new Jobs.Return(job.id(), Duration.ofMinutes(1), job.attempts(), job.claims() - 1, "no-handler");
    }
}
