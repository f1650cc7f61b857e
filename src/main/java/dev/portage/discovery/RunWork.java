package dev.portage.discovery;

import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Run;
import dev.portage.migration.Runs;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/** A run and its migration, for the jobs whose subject is a run. */
public record RunWork(Migration migration, Run run) {

    /** The runs among these subjects that are under way. */
    public static Map<String, RunWork> load(Migrations migrations, Runs runs, UUID lane, Collection<String> subjects) {
        Map<String, RunWork> found = new HashMap<>();
        for (String subject : subjects) {
            runs.findByIdOptional(UUID.fromString(subject))
                    .filter(run -> run.state() == Run.State.RUNNING)
                    .ifPresent(run -> found.put(subject, new RunWork(migrations.get(lane), run)));
        }
        return found;
    }
}
