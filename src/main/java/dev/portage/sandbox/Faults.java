package dev.portage.sandbox;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The faults in force. Which calls they hit follows from a seed and the order of the calls. */
final class Faults {

    /** What {@code PUT /sandbox/faults} takes: one rule or several for each side. */
    record Wanted(
            @Nullable List<FaultRule> workos,
            @Nullable List<FaultRule> cognito,
            @Nullable Long seed) {}

    private static final class Active {
        private final FaultRule rule;
        private final AtomicLong calls = new AtomicLong();

        Active(FaultRule rule) {
            this.rule = rule;
        }

        /** The number of this call under the rule, or -1 once the rule is used up. */
        long take() {
            long number = calls.getAndIncrement();
            return rule.count() == null || number < rule.count() ? number : -1;
        }

        boolean usedUp() {
            return rule.count() != null && calls.get() >= rule.count();
        }
    }

    /** @param replaced counted down when others take the place of these rules */
    private record State(List<Active> workos, List<Active> cognito, long seed, CountDownLatch replaced) {
        State(List<Active> workos, List<Active> cognito, long seed) {
            this(workos, cognito, seed, new CountDownLatch(1));
        }

        List<Active> of(Side.Name side) {
            return switch (side) {
                case WORKOS -> workos;
                case COGNITO -> cognito;
            };
        }
    }

    private final AtomicReference<State> state = new AtomicReference<>(new State(List.of(), List.of(), 0));

    void set(Wanted wanted) {
        long seed = wanted.seed() == null ? 1 : wanted.seed();
        replace(new State(activate(wanted.workos()), activate(wanted.cognito()), seed));
    }

    void clear() {
        replace(new State(List.of(), List.of(), 0));
    }

    private void replace(State next) {
        state.getAndSet(next).replaced().countDown();
    }

    private static List<Active> activate(@Nullable List<FaultRule> rules) {
        return rules == null ? List.of() : rules.stream().map(Active::new).toList();
    }

    /** What happens to the next call of an operation. */
    FaultPlan plan(Side.Name side, String operation) {
        State now = state.get();
        if (now.of(side).isEmpty()) {
            return FaultPlan.NONE;
        }
        List<FaultPlan> plans = new ArrayList<>();
        for (Active active : now.of(side)) {
            if (active.rule.concerns(operation)) {
                long number = active.take();
                if (number >= 0) {
                    plans.add(FaultPlan.draw(active.rule, now.seed(), number, now.replaced()));
                }
            }
        }
        return plans.stream().reduce(FaultPlan.NONE, FaultPlan::and);
    }

    /** A setting that a rule of that side makes, for as long as the rule lives. */
    <T> Optional<T> setting(Side.Name side, Function<FaultRule, @Nullable T> setting) {
        return state.get().of(side).stream()
                .filter(active -> !active.usedUp())
                .<T>mapMulti((active, found) -> {
                    T value = setting.apply(active.rule);
                    if (value != null) {
                        found.accept(value);
                    }
                })
                .findFirst();
    }

    ObjectNode describe() {
        State now = state.get();
        ObjectNode all = Json.object().put("seed", now.seed());
        describe(all, "workos", now.workos());
        describe(all, "cognito", now.cognito());
        return all;
    }

    private static void describe(ObjectNode all, String side, List<Active> rules) {
        var array = all.putArray(side);
        for (Active active : rules) {
            ObjectNode rule = Json.tree(active.rule);
            // What GET shows can be PUT back, so the calls that a rule has seen are not among its fields.
            rule.properties().removeIf(entry -> entry.getValue().isNull());
            array.add(rule);
        }
    }
}
