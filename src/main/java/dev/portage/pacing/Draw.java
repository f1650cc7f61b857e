package dev.portage.pacing;

import java.util.List;

/** A kind of call, with the limits that one such call counts against. */
public enum Draw {
    WORKOS_WRITE(Limit.WORKOS_WRITES, Limit.WORKOS_REQUESTS),
    WORKOS_READ(Limit.WORKOS_READS, Limit.WORKOS_REQUESTS),
    COGNITO_LISTING(Limit.COGNITO_LISTINGS),
    COGNITO_DESCRIPTION(Limit.COGNITO_DESCRIPTIONS),
    COGNITO_USER_READ(Limit.COGNITO_USER_READS),
    /** A post to an endpoint of the operator's, which may hang: kept apart, so that nothing else waits behind it. */
    WEBHOOK,
    /** Work inside our own database; nobody's budget is spent. */
    NOTHING;

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<Limit> limits;

    Draw(Limit... limits) {
        this.limits = List.of(limits);
    }

    public List<Limit> limits() {
        return limits;
    }
}
