package dev.portage.queue;

import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** A handler that does in each lane what the test says, and records into a table of its own. */
@ApplicationScoped
class Probe implements JobHandler<String, String> {
    private final Map<UUID, Script> scripts = new ConcurrentHashMap<>();
    private final Jdbi jdbi;

    Probe(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** What the handler does. */
    interface Act {
        Verdict<String> on(Job job) throws InterruptedException;
    }

    /** What happens in one lane, and what has happened. */
    static final class Script {
        final List<Job> handled = new CopyOnWriteArrayList<>();
        final List<String> halts = new CopyOnWriteArrayList<>();
        volatile Act act = job -> new Verdict.Done<>("done");
        volatile Consumer<String> onRecord = value -> {};
        volatile List<String> lost = List.of();
        volatile List<String> unreadable = List.of();

        List<Job> handled(String subject) {
            return handled.stream().filter(job -> job.subject().equals(subject)).toList();
        }
    }

    Script script(UUID lane) {
        return scripts.computeIfAbsent(lane, id -> new Script());
    }

    void createTable() {
        jdbi.useHandle(handle -> handle.execute("create table if not exists probe_result ("
                + "id bigint generated always as identity, lane_id uuid, subject text, value text)"));
    }

    /** What is recorded in a lane, as subject and value, in the order in which it was. */
    List<String> recorded(UUID lane) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select subject || ' ' || value from probe_result where lane_id = :lane order by id")
                .bind("lane", lane)
                .mapTo(String.class)
                .list());
    }

    @Override
    public JobKind kind() {
        return QueueOnDatabase.KIND;
    }

    @Override
    public Map<String, String> load(UUID lane, Collection<String> subjects) {
        if (subjects.stream().anyMatch(script(lane).unreadable::contains)) {
            throw new IllegalStateException("a row that can not be read");
        }
        return subjects.stream()
                .filter(subject -> !script(lane).lost.contains(subject))
                .collect(Collectors.toMap(Function.identity(), Function.identity()));
    }

    @Override
    public Verdict<String> handle(Job job, String work, Turn turn) throws InterruptedException {
        Script script = script(job.lane());
        script.handled.add(job);
        return script.act.on(job);
    }

    @Override
    public void record(List<Result<String>> results) {
        for (Result<String> result : results) {
            jdbi.useHandle(handle -> handle.execute(
                    "insert into probe_result (lane_id, subject, value) values (?, ?, ?)",
                    result.job().lane(),
                    result.job().subject(),
                    result.value()));
            script(result.job().lane()).onRecord.accept(result.value());
        }
    }

    @Override
    public String exhausted(Job job, String work, String why) {
        return "exhausted " + why;
    }

    @Override
    public void halted(UUID lane, String why) {
        script(lane).halts.add(why);
    }
}
