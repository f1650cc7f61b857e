package dev.portage.discovery;

import dev.portage.pacing.Draw;
import dev.portage.queue.JobKind;

/** The kinds of job that read a source; the subject of each is the run. */
final class Kinds {
    /** Reads some pages of a user pool. */
    static final JobKind DISCOVER = new JobKind("discover", Draw.COGNITO_LISTING);

    /** Reads some pages of a group's members. */
    static final JobKind GROUPS = new JobKind("groups", Draw.COGNITO_LISTING);

    /** Looks at the users who are in the rows already again. */
    static final JobKind REPLAN = new JobKind("replan", Draw.NOTHING);

    private Kinds() {}
}
