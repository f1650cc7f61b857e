package dev.portage.api;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.api.problem.ProblemException;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.transfer.Progress;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jboss.resteasy.reactive.RestResponse;

/** Migrations as callers see them, with the tag by which a caller knows that nothing has changed. */
@ApplicationScoped
class MigrationViews {
    private static final List<String> TOPICS = Stream.concat(Progress.TOPICS.stream(), Stream.of(ResetCounts.TOPIC))
            .toList();

    private final Counters counters;
    private final Progress progress;
    private final ObjectMapper mapper;

    MigrationViews(Counters counters, Progress progress, ObjectMapper mapper) {
        this.counters = counters;
        this.progress = progress;
        this.mapper = mapper;
    }

    /** Two queries, whatever the number of users. */
    MigrationView of(Migration migration) {
        Map<String, List<Counters.Count>> counted = counters.of(migration.id(), TOPICS);
        return MigrationView.of(
                migration,
                progress.of(migration.id(), counted),
                ResetCounts.of(Counters.byState(counted.getOrDefault(ResetCounts.TOPIC, List.of()))));
    }

    /** The answer with its tag, or 304 where the caller has it already. */
    <T> RestResponse<T> unlessKnown(T answer, List<String> ifNoneMatch) {
        EntityTag tag = EntityTag.of(json(answer));
        RestResponse.ResponseBuilder<T> response = tag.isIn(ifNoneMatch)
                ? RestResponse.ResponseBuilder.create(RestResponse.Status.NOT_MODIFIED)
                : RestResponse.ResponseBuilder.ok(answer);
        return response.header(HttpHeaders.ETAG, tag.toString()).build();
    }

    /** @throws ProblemException 412 where an {@code If-Match} names another answer than the present one */
    void require(List<String> ifMatch, Migration migration) {
        if (!ifMatch.isEmpty() && !EntityTag.of(json(of(migration))).isStronglyIn(ifMatch)) {
            throw new ProblemException(
                    412,
                    "precondition-failed",
                    "The migration is not as If-Match says any more: GET it again, and decide anew with its ETag.");
        }
    }

    /** As it goes over the wire. */
    String json(Object answer) {
        try {
            return mapper.writeValueAsString(answer);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("an answer can not be written as JSON", e);
        }
    }
}
