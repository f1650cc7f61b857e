package dev.portage.pacing;

import java.util.List;

/** A kind of call, with the limits that one such call counts against. */
public enum Draw {
    WORKOS_WRITE(Limit.WORKOS_WRITES, Limit.WORKOS_REQUESTS),
    WORKOS_READ(Limit.WORKOS_READS, Limit.WORKOS_REQUESTS),
    COGNITO_LISTING(Limit.COGNITO_LISTINGS),
    COGNITO_DESCRIPTION(Limit.COGNITO_DESCRIPTIONS),
    COGNITO_USER_READ(Limit.COGNITO_USER_READS),
    /** Work inside our own database; nobody's budget is spent. */
    NOTHING;

    private final List<Limit> limits;

    Draw(Limit... limits) {
        this.limits = List.of(limits);
    }

    public List<Limit> limits() {
        return limits;
    }
}
