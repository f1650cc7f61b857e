package dev.portage.migration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** One pass of a migration over its source, with the checkpoint that lets another replica go on with it. */
@Entity
@DynamicUpdate
public class Run {
    /** What a run is for. */
    @Schema(name = "RunPurpose")
    public enum Purpose {
        /** It moves users. */
        IMPORT,
        /** It reads the source anew, and brings the metadata of those who have gone over up to date. */
        ATTRIBUTES,
        /** It surveys the source, and plans what an import would do. */
        ASSESSMENT,
        /** It plans anew with other options, from the rows of an assessment. Whatever is started next takes its place. */
        PLAN,
        /** It deletes from WorkOS what the migration has created there. */
        UNDO
    }

    /** How a run ended, or that it has not. */
    @Schema(name = "RunState")
    public enum State {
        RUNNING,
        COMPLETED,
        CANCELLED,
        FAILED
    }

    /** What a run is at. */
    @Schema(name = "RunPhase")
    public enum Phase {
        /** The pool is being read. */
        DISCOVERING,
        /** It is being decided who is sent. */
        SETTLING,
        /** The accounts that WorkOS has already are being looked through. */
        COMPARING,
        /** It is being decided what an import would do with each user. */
        PLANNING,
        /** Users are being asked for one by one, for their second factors. */
        ASKING,
        /** What the rows hold is being counted. */
        COUNTING,
        /** Jobs are in the queue; the run ends when none is left. */
        SENDING,
        /** It is being looked up whom an undo is for. */
        SELECTING,
        /** Jobs that delete users are in the queue; organizations come when none is left. */
        DELETING,
        /** Jobs that delete organizations are in the queue; the run ends when none is left. */
        CLEARING
    }

    @Id
    private UUID id;

    @Column(updatable = false)
    private UUID migrationId;

    @Enumerated(EnumType.STRING)
    @Column(updatable = false)
    private Purpose purpose;

    private String audience;
    private @Nullable Integer audienceCount;

    @JdbcTypeCode(SqlTypes.ARRAY)
    private List<String> audienceEmails;

    @Enumerated(EnumType.STRING)
    private State state;

    @Enumerated(EnumType.STRING)
    private Phase phase;

    private @Nullable String pageToken;
    private @Nullable Instant pageTokenAt;
    private long pages;
    private int restarts;

    @JdbcTypeCode(SqlTypes.JSON)
    private @Nullable Map<String, String> attributeKeys;

    private boolean includeSignedIn;
    private Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable String lastError;

    @SuppressWarnings("NullAway.Init")
    protected Run() {}

    public Run(UUID id, UUID migrationId, Purpose purpose, Audience audience, Phase phase, Instant now) {
        this.id = id;
        this.migrationId = migrationId;
        this.purpose = purpose;
        this.audience = audience.kind();
        this.audienceCount = audience instanceof Audience.Canary(int count) ? count : null;
        this.audienceEmails = audience instanceof Audience.Emails(List<String> emails) ? emails : List.of();
        this.state = State.RUNNING;
        this.phase = phase;
        this.startedAt = now;
    }

    /** Keeps where the listing of the pool stands after so many more pages: the next one's token, or none at the end. */
    public void checkpoint(int morePages, Optional<String> nextToken, Instant now) {
        pageToken = nextToken.orElse(null);
        pageTokenAt = nextToken.isPresent() ? now : null;
        pages += morePages;
    }

    /** The listing begins anew. */
    public void startOver() {
        pageToken = null;
        pageTokenAt = null;
        restarts++;
    }

    /** Keeps how far the run has come in its phase, in the phase's own words, such as the last sub that is settled. */
    public void reached(String place, Instant now) {
        pageToken = place;
        pageTokenAt = now;
    }

    /** Begins a phase, from its first step: the checkpoint of the one before is forgotten. */
    public void enter(Phase next) {
        phase = next;
        pageToken = null;
        pageTokenAt = null;
    }

    /** Fixes, for the whole run, which attributes go under which metadata key. */
    public void mapAttributes(Map<String, String> keys) {
        attributeKeys = keys;
    }

    /** Has an undo delete those too who have signed in to WorkOS. */
    public void includeSignedIn(boolean include) {
        includeSignedIn = include;
    }

    public boolean includesSignedIn() {
        return includeSignedIn;
    }

    /** Ends the run for good; with what an operator has to know of it, or null. */
    public void end(State end, @Nullable String error, Instant now) {
        state = end;
        lastError = error;
        finishedAt = now;
    }

    /** Forgets for whom it was, and how far it has come, which can be somebody's sub. */
    public void forgetPeople() {
        audienceEmails = List.of();
        pageToken = null;
        pageTokenAt = null;
    }

    public UUID id() {
        return id;
    }

    public UUID migrationId() {
        return migrationId;
    }

    public Purpose purpose() {
        return purpose;
    }

    /** The state that the migration is in while this run is under way and not paused. */
    public MigrationState migrationState() {
        return switch (purpose) {
            case IMPORT, ATTRIBUTES -> phase == Phase.SENDING ? MigrationState.IMPORTING : MigrationState.DISCOVERING;
            case ASSESSMENT, PLAN -> MigrationState.ASSESSING;
            case UNDO -> MigrationState.UNDOING;
        };
    }

    public Audience audience() {
        return Audience.of(audience, audienceCount, audienceEmails);
    }

    public State state() {
        return state;
    }

    public Phase phase() {
        return phase;
    }

    public Optional<String> pageToken() {
        return Optional.ofNullable(pageToken);
    }

    public @Nullable Instant pageTokenAt() {
        return pageTokenAt;
    }

    public int restarts() {
        return restarts;
    }

    public long pages() {
        return pages;
    }

    public boolean attributesMapped() {
        return attributeKeys != null;
    }

    public Map<String, String> attributeKeys() {
        return attributeKeys == null ? Map.of() : attributeKeys;
    }

    public Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    public @Nullable String lastError() {
        return lastError;
    }
}
