package dev.portage.verification;

import dev.portage.pacing.Draw;
import dev.portage.queue.JobKind;

/** The kinds of job that a verification consists of, each with the verification for its subject; and those of an undo. */
final class Kinds {
    /** Lists WorkOS's accounts, some pages a step. */
    static final JobKind ACCOUNTS = new JobKind("verify-accounts", Draw.WORKOS_READ);

    /** Lists the members of organizations, one page a step. */
    static final JobKind MEMBERS = new JobKind("verify-members", Draw.WORKOS_READ);

    /** Lists the user pool, some pages a step. */
    static final JobKind POOL = new JobKind("verify-pool", Draw.COGNITO_LISTING);

    /** Has one password reset sent. */
    static final JobKind MAIL = new JobKind("verify-mail", Draw.WORKOS_WRITE);

    /** Compares what was listed, one item a step. */
    static final JobKind COMPARE = new JobKind("verify-compare", Draw.NOTHING);

    /** Forgets what was listed, some rows a step. */
    static final JobKind FORGET = new JobKind("verify-forget", Draw.NOTHING);

    /** Queues a job for each user of whom an undo is to delete something, some of them a step. */
    static final JobKind UNDO_SELECT = new JobKind("undo-select", Draw.NOTHING);

    /** Deletes what was created of one user, whose sub is the subject. */
    static final JobKind UNDO = new JobKind("undo", Draw.WORKOS_READ);

    /** Deletes an organization that was created, whose external id is the subject. */
    static final JobKind UNDO_ORGANIZATION = new JobKind("undo-organization", Draw.WORKOS_READ);

    private Kinds() {}

    static JobKind of(Verification.Phase phase) {
        return switch (phase) {
            case ACCOUNTS -> ACCOUNTS;
            case MEMBERS -> MEMBERS;
            case POOL -> POOL;
            case MAIL -> MAIL;
            case COMPARE -> COMPARE;
            case FORGET -> FORGET;
        };
    }
}
