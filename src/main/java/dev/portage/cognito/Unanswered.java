package dev.portage.cognito;

/** Cognito did not give what a waiting caller needs. */
public final class Unanswered extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Reading<?> reading;

    Unanswered(Reading<?> reading) {
        super(reading.getClass().getSimpleName());
        this.reading = reading;
    }

    /** What it said instead; never a {@link Reading.Read}. */
    public Reading<?> reading() {
        return reading;
    }
}
