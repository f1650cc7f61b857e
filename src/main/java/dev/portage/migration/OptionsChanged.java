package dev.portage.migration;

/** The options of a migration have been changed; told within the transaction that changes them. */
public record OptionsChanged(Migration migration) {}
