package dev.portage.reset;

import dev.portage.migration.ConflictException;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A campaign of password resets: whom it is for, how fast it goes, and where it stands. */
@Entity
@Table(name = "password_reset_campaign")
public class Campaign {
    /** Where a campaign stands. */
    @Schema(name = "CampaignState")
    public enum State {
        /** Mails go out as pace, window and quota allow. */
        RUNNING,
        /** An operator, or a fault that concerns every user, has stopped it; resuming goes on where it stood. */
        PAUSED,
        /** Every mail has been tried. A retry of one of them opens it again. */
        COMPLETED,
        /** Given up: what was sent stays sent. */
        CANCELLED
    }

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID migrationId;

    @Enumerated(EnumType.STRING)
    private ResetAudience.Kind audience;

    private @Nullable Integer audienceCount;
    private @Nullable Instant sentBefore;
    private boolean again;
    private boolean forced;
    private int perHour;
    private @Nullable LocalTime windowFrom;
    private @Nullable LocalTime windowUntil;
    private @Nullable String windowZone;

    @Enumerated(EnumType.STRING)
    private Delivery delivery;

    @Enumerated(EnumType.STRING)
    private State state;

    private String selectedUpTo;
    private boolean selected;

    @JdbcTypeCode(SqlTypes.JSON)
    private Map<String, Long> leftOut;

    private Instant nextAt;
    private @Nullable Instant putOffUntil;
    private @Nullable String lastError;

    @Column(updatable = false)
    private Instant createdAt;

    private @Nullable Instant finishedAt;

    @SuppressWarnings("NullAway.Init")
    protected Campaign() {}

    Campaign(UUID id, UUID migrationId, Order order, Map<String, Long> leftOut, Instant now) {
        this.id = id;
        this.migrationId = migrationId;
        this.audience = order.audience().kind();
        this.audienceCount = order.audience() instanceof ResetAudience.Canary(int count) ? count : null;
        this.sentBefore = order.audience() instanceof ResetAudience.NotCompleted(Instant before) ? before : null;
        this.again = order.again();
        this.forced = order.force();
        this.perHour = order.pace().perHour();
        order.window().ifPresent(window -> {
            this.windowFrom = window.from();
            this.windowUntil = window.until();
            this.windowZone = window.zone().getId();
        });
        this.delivery = order.delivery();
        this.state = State.RUNNING;
        this.selectedUpTo = "";
        this.leftOut = Map.copyOf(leftOut);
        this.nextAt = now;
        this.createdAt = now;
    }

    /** Keeps how far the people are written down; all of them where there is no further sub. */
    void selectedUpTo(Optional<String> sub) {
        sub.ifPresentOrElse(last -> selectedUpTo = last, () -> selected = true);
    }

    /** The place is a sub: nobody else is written down. */
    void forgetPlace() {
        selectedUpTo = "";
        selected = true;
    }

    void nextAt(Instant time) {
        nextAt = time;
    }

    /** Nothing is sent before this time, and why. */
    void putOff(Instant until, String why) {
        putOffUntil = until;
        lastError = why;
    }

    /** The time that it was put off until has come. */
    void goOn() {
        putOffUntil = null;
        lastError = null;
    }

    void noteError(@Nullable String error) {
        lastError = error;
    }

    /** Stops; for this reason, unless an operator wants it so. */
    void pause(@Nullable String why) {
        require(state == State.RUNNING || state == State.PAUSED, "paused", "it is over");
        state = State.PAUSED;
        lastError = why == null ? lastError : why;
    }

    void resume() {
        require(state == State.RUNNING || state == State.PAUSED, "resumed", "it is over: start another one");
        if (state == State.PAUSED) {
            state = State.RUNNING;
            goOn();
        }
    }

    void cancel(Instant now) {
        require(state != State.COMPLETED, "cancelled", "every mail has been tried");
        if (state != State.CANCELLED) {
            state = State.CANCELLED;
            finishedAt = now;
        }
    }

    void complete(Instant now) {
        state = State.COMPLETED;
        lastError = null;
        finishedAt = now;
    }

    /** There is a mail to be sent in it again. */
    void reopen() {
        require(
                state != State.CANCELLED,
                "taken up again",
                "start another one, or mail users one by one (POST …/users/{sub}/password-reset)");
        if (state == State.COMPLETED) {
            state = State.RUNNING;
            finishedAt = null;
        }
    }

    /** A mail for one user was asked for, whatever stopped those before. */
    void takeUp() {
        state = State.RUNNING;
        finishedAt = null;
        goOn();
    }

    private void require(boolean legal, String what, String why) {
        if (!legal) {
            throw new ConflictException(
                    "illegal-state", "The campaign is %s and can not be %s: %s.".formatted(state, what, why));
        }
    }

    public UUID id() {
        return id;
    }

    public UUID migrationId() {
        return migrationId;
    }

    public ResetAudience.Kind audience() {
        return audience;
    }

    public @Nullable Integer audienceCount() {
        return audienceCount;
    }

    public @Nullable Instant sentBefore() {
        return sentBefore;
    }

    public boolean again() {
        return again;
    }

    public boolean forced() {
        return forced;
    }

    public Pace pace() {
        return new Pace(perHour);
    }

    public Optional<Window> window() {
        return windowFrom == null || windowUntil == null || windowZone == null
                ? Optional.empty()
                : Optional.of(new Window(windowFrom, windowUntil, ZoneId.of(windowZone)));
    }

    public Delivery delivery() {
        return delivery;
    }

    public State state() {
        return state;
    }

    String selectedUpTo() {
        return selectedUpTo;
    }

    boolean selected() {
        return selected;
    }

    /** Who gets no mail, and why: counts by slug. */
    public Map<String, Long> leftOut() {
        return leftOut;
    }

    Instant nextAt() {
        return nextAt;
    }

    public Optional<Instant> putOffUntil() {
        return Optional.ofNullable(putOffUntil);
    }

    /** The earliest time of the next mail, as pace, window and quota have it. */
    public Instant nextMailAt(Instant now) {
        Instant earliest = putOffUntil().filter(nextAt::isBefore).orElse(nextAt);
        Instant time = earliest.isBefore(now) ? now : earliest;
        return window().map(window -> window.nextOpen(time)).orElse(time);
    }

    public @Nullable String lastError() {
        return lastError;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    /** The audience with what the row keeps of it; addresses and subs are in the rows of the resets. */
    ResetAudience stretchedAudience() {
        return switch (audience) {
            case WITHOUT_PASSWORD -> new ResetAudience.WithoutPassword();
            case ALL -> new ResetAudience.All();
            case NOT_COMPLETED -> new ResetAudience.NotCompleted(sentBefore == null ? createdAt : sentBefore);
            case CANARY, EMAILS, USER -> throw new IllegalStateException("written down at once: " + audience);
        };
    }
}
