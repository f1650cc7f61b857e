package dev.portage.migration;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A migration: one source, its options, and where it stands. */
@Entity
@DynamicUpdate
public class Migration {
    public static final int LONGEST_NAME = 200;

    @Id
    private UUID id;

    private String name;

    @Enumerated(EnumType.STRING)
    private MigrationState state;

    @Enumerated(EnumType.STRING)
    private SourceType sourceType;

    private @Nullable String userPoolId;
    private @Nullable String region;

    @JdbcTypeCode(SqlTypes.JSON)
    private Options options;

    private @Nullable String lastError;

    @Column(updatable = false)
    private Instant createdAt;

    private @Nullable Instant startedAt;
    private @Nullable Instant finishedAt;
    private @Nullable Instant erasedAt;
    private @Nullable Instant stalledSince;
    private boolean passwordless;

    @SuppressWarnings("NullAway.Init")
    protected Migration() {}

    public Migration(UUID id, String name, Source source, Options options, Instant now) {
        this.id = id;
        this.name = name;
        this.state = MigrationState.CREATED;
        this.sourceType = source.type();
        this.userPoolId = source.userPoolId();
        this.region = source.region();
        this.options = options;
        this.createdAt = now;
    }

    /** Goes to the next state, and keeps the times of start and end. */
    public void become(MigrationState next, Instant now) {
        if (!state.canBecome(next)) {
            throw new ConflictException(
                    "illegal-state", "The migration is %s and can not become %s.".formatted(state, next));
        }
        if (!state.running() && next.running()) {
            startedAt = startedAt == null ? now : startedAt;
            finishedAt = null;
            lastError = null;
        }
        if (state.running() && !next.running()) {
            finishedAt = now;
        }
        state = next;
        stalledSince = null;
    }

    /** Keeps since when nothing has got on; null where it does. */
    public void stalls(@Nullable Instant since) {
        this.stalledSince = since;
    }

    /**
     * Requires a migration whose data is here still.
     *
     * @throws ConflictException where the data has been erased
     */
    public void requireNotErased() {
        if (erasedAt != null) {
            throw new ConflictException(
                    "migration-erased", "The data of this migration has been erased: create another one.");
        }
    }

    public void rename(String name) {
        this.name = name;
    }

    /** Takes effect with the next run. */
    public void changeOptions(Options options) {
        this.options = options;
    }

    /** Shows what holds the migration up; null once nothing does. */
    public void noteError(@Nullable String error) {
        this.lastError = error;
    }

    /** Notes that the personal data is erased: from now on nothing can be done with the migration. */
    public void erase(Instant now) {
        this.erasedAt = now;
    }

    /** Keeps what the user pool says of its users' passwords. */
    public void passwordless(boolean nobodyHasOne) {
        this.passwordless = nobodyHasOne;
    }

    /** Whether nobody signs in to the user pool with a password; false as long as it has not said so. */
    public boolean passwordless() {
        return passwordless;
    }

    public UUID id() {
        return id;
    }

    public String name() {
        return name;
    }

    public MigrationState state() {
        return state;
    }

    public Source source() {
        return new Source(sourceType, userPoolId, region);
    }

    public Options options() {
        return options;
    }

    public @Nullable String lastError() {
        return lastError;
    }

    public Instant createdAt() {
        return createdAt;
    }

    public @Nullable Instant startedAt() {
        return startedAt;
    }

    public @Nullable Instant finishedAt() {
        return finishedAt;
    }

    public @Nullable Instant erasedAt() {
        return erasedAt;
    }

    /** Since when nothing of the run has got on, though nothing is known to hold it up; null where it does. */
    public @Nullable Instant stalledSince() {
        return stalledSince;
    }
}
