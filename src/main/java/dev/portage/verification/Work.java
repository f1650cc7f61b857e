package dev.portage.verification;

import dev.portage.migration.Migration;

/** A verification that is under way, and the migration that it is of. */
record Work(Verification verification, Migration migration) {}
