package dev.portage.cognito;

/**
 * What a dump held.
 *
 * @param users how many users were handed over
 * @param unreadable how many entries were handed over as unreadable
 * @param endsWithToken whether the last page names a further one: then the pool has users that this dump lacks, unless
 *     another dump carries on where it ends
 */
public record DumpSummary(long users, long unreadable, boolean endsWithToken) {}
