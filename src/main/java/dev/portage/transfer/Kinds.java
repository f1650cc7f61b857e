package dev.portage.transfer;

import dev.portage.pacing.Draw;
import dev.portage.queue.JobKind;

/** The kinds of job that move users. */
final class Kinds {
    /** Looks up what an import refers to, before anything else of it is done; its subject is the run. */
    static final JobKind TARGETS = new JobKind("targets", Draw.WORKOS_READ);

    /** Decides who is sent, stretch by stretch; its subject is the run. */
    static final JobKind SETTLE = new JobKind("settle", Draw.NOTHING);

    /** Brings one user to WorkOS; its subject is the user's sub. */
    static final JobKind IMPORT = new JobKind("import", Draw.WORKOS_WRITE);

    /** Brings one user's metadata up to date; its subject is the user's sub. */
    static final JobKind ATTRIBUTES = new JobKind("attributes", Draw.WORKOS_WRITE);

    /** Makes one user a member of one organization; its subject is the membership's key. */
    static final JobKind MEMBERSHIP = new JobKind("membership", Draw.WORKOS_WRITE);

    private Kinds() {}
}
