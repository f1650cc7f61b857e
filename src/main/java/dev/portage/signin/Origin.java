package dev.portage.signin;

import dev.portage.cognito.PoolAddress;
import dev.portage.migration.Options;
import java.util.UUID;

/** Where users come from who are not in WorkOS yet: the migration whose rows and rules count, and its pool. */
record Origin(UUID migrationId, PoolAddress pool, Options options) {}
