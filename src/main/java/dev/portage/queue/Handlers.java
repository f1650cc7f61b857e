package dev.portage.queue;

import dev.portage.pacing.Draw;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The handlers by the kind of job that they work off. */
@Singleton
class Handlers {
    private final Map<String, JobHandler<?, ?>> byKind;

    Handlers(@All List<JobHandler<?, ?>> handlers) {
        byKind = handlers.stream()
                .collect(Collectors.toMap(handler -> handler.kind().name(), Function.identity()));
    }

    /** The draws of all kinds: each is worked off by workers of its own, so that none waits behind another's budget. */
    Set<Draw> draws() {
        return byKind.values().stream().map(handler -> handler.kind().draw()).collect(Collectors.toSet());
    }

    /** The handler of a kind; null where a later version has queued a kind that this one does not know. */
    @Nullable
    JobHandler<?, ?> of(String kind) {
        return byKind.get(kind);
    }
}
