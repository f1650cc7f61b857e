package dev.portage.survey;

import dev.portage.pacing.Draw;
import dev.portage.queue.JobKind;

/** The kinds of job that an assessment consists of, besides the discovery; the subject of each is the run. */
final class Kinds {
    /** Asks how the user pool is set up, one question a step. */
    static final JobKind DESCRIBE = new JobKind("describe", Draw.COGNITO_DESCRIPTION);

    /** Looks through the accounts that WorkOS has already, one page a step. */
    static final JobKind ACCOUNTS = new JobKind("accounts", Draw.WORKOS_READ);

    /** Decides what an import would do, stretch by stretch. */
    static final JobKind PLAN = new JobKind("plan", Draw.NOTHING);

    /** Asks for the second factors of users, a few of them a step. */
    static final JobKind FACTORS = new JobKind("factors", Draw.COGNITO_USER_READ);

    /** Counts what the rows hold, one topic a step. */
    static final JobKind COUNT = new JobKind("count", Draw.NOTHING);

    private Kinds() {}
}
