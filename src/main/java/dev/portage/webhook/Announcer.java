package dev.portage.webhook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Milestone;
import dev.portage.migration.UserState;
import dev.portage.queue.Queue;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes down what the endpoint is to be told, in the transaction in which it happens: neither can be without the other. */
@ApplicationScoped
class Announcer {
    private final WebhookSettings settings;
    private final Notices notices;
    private final Queue queue;
    private final Counters counters;
    private final ObjectMapper mapper;
    private final Clock clock;

    Announcer(
            WebhookSettings settings,
            Notices notices,
            Queue queue,
            Counters counters,
            ObjectMapper mapper,
            Clock clock) {
        this.settings = settings;
        this.notices = notices;
        this.queue = queue;
        this.counters = counters;
        this.mapper = mapper;
        this.clock = clock;
    }

    /** What is posted: numbers, and what the operator has named; nothing of a user. */
    @RegisterForReflection
    private record Post(UUID id, String event, Instant at, Subject migration) {}

    @RegisterForReflection
    private record Subject(
            UUID id,
            String name,
            MigrationState state,
            @Nullable String reason,
            Users users) {}

    @RegisterForReflection
    private record Users(long discovered, long pending, long imported, long linked, long skipped, long failed) {
        static Users of(Map<String, Long> counts) {
            return new Users(
                    counts.values().stream().mapToLong(Long::longValue).sum(),
                    count(counts, UserState.PENDING),
                    count(counts, UserState.IMPORTED),
                    count(counts, UserState.LINKED),
                    count(counts, UserState.SKIPPED),
                    count(counts, UserState.FAILED));
        }

        private static long count(Map<String, Long> counts, UserState state) {
            return counts.getOrDefault(state.name(), 0L);
        }
    }

    void announce(@Observes Milestone milestone) {
        if (!settings.isSet()) {
            return;
        }
        UUID id = UUID.randomUUID();
        Instant at = clock.instant();
        Migration migration = milestone.migration();
        notices.add(new Notice(id, migration.id(), milestone.kind(), at, body(id, at, milestone)));
        queue.enqueue(WebhookHandler.LANE, WebhookHandler.KIND, id.toString());
    }

    private String body(UUID id, Instant at, Milestone milestone) {
        Migration migration = milestone.migration();
        Users users = Users.of(counters.byState(migration.id(), "user"));
        try {
            return mapper.writeValueAsString(new Post(
                    id,
                    "migration." + milestone.kind().name().toLowerCase(Locale.ROOT),
                    at,
                    new Subject(migration.id(), migration.name(), migration.state(), milestone.why(), users)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a notice can not be written as JSON", e);
        }
    }
}
