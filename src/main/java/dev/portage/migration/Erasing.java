package dev.portage.migration;

import java.util.UUID;

/** The personal data of a migration is being erased; told outside of any transaction, since it can take long. */
public record Erasing(UUID migrationId) {}
