package dev.portage.discovery;

import dev.portage.migration.Migration;
import dev.portage.migration.Run;

/** A run that is under way and its migration, for the jobs whose subject is a run. */
public record RunWork(Migration migration, Run run) {}
