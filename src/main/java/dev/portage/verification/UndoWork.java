package dev.portage.verification;

import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * What a migration has made, and the run that is to undo it.
 *
 * @param includeSignedIn whether those are deleted too who have signed in to WorkOS
 * @param <T> what was made
 */
record UndoWork<T>(UUID runId, boolean includeSignedIn, T made) {

    /** What is found for the undo that is under way; nothing where none is. */
    static <T> Map<String, UndoWork<T>> load(Runs runs, UUID lane, Supplier<Map<String, T>> made) {
        Map<String, UndoWork<T>> works = new HashMap<>();
        runs.running(lane)
                .filter(run -> run.purpose() == Run.Purpose.UNDO)
                .ifPresent(undo -> made.get()
                        .forEach((subject, each) ->
                                works.put(subject, new UndoWork<>(undo.id(), undo.includesSignedIn(), each))));
        return works;
    }
}
