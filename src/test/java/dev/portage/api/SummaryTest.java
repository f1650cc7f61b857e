package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.MigrationState;
import dev.portage.migration.Options;
import dev.portage.migration.Source;
import dev.portage.migration.SourceType;
import dev.portage.transfer.Progress;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** How a migration stands, in a few words, and whether it needs somebody. */
class SummaryTest {
    private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

    private static Summary summary(
            MigrationState state, long failed, @Nullable Long secondsLeft, @Nullable String error, boolean stalled) {
        return Summary.of(new MigrationView(
                UUID.randomUUID(),
                "acme",
                state,
                new Source(SourceType.DUMP, null, null),
                Options.DEFAULTS,
                new Progress.Users(10, 4, 5 - failed, 0, 1, failed, Map.of()),
                new Progress.Memberships(0, 0, 0),
                new ResetCounts(0, 0, 0, 0, 0),
                new Progress.Pace(60, 2, secondsLeft),
                error,
                stalled ? NOON : null,
                NOON,
                NOON,
                null,
                null));
    }

    @ParameterizedTest
    @EnumSource(MigrationState.class)
    void everyStateHasAMessageAndAColour(MigrationState state) {
        Summary summary = summary(state, 0, null, null, false);
        assertThat(summary.message()).isNotBlank().hasSizeLessThan(40);
        assertThat(summary.ok()).isEqualTo(state != MigrationState.FAILED);
        Badge badge = Badge.of(summary);
        assertThat(badge.isError()).isEqualTo(!summary.ok());
        assertThat(badge.color()).matches("[a-z]+");
    }

    @ParameterizedTest
    @CsvSource({"9,'60.0%, 9 s left'", "119,'60.0%, 119 s left'", "600,'60.0%, 10 min left'", "90000,'60.0%, 25 h left'"
    })
    void timeLeftIsInWords(long seconds, String message) {
        assertThat(summary(MigrationState.IMPORTING, 0, seconds, null, false).message())
                .isEqualTo(message);
    }

    @Test
    void whatHoldsARunUpIsTheProblem() {
        Summary heldUp = summary(MigrationState.IMPORTING, 0, null, "WorkOS has not answered since noon", false);
        assertThat(heldUp.message()).isEqualTo("held up");
        assertThat(heldUp.problem()).isEqualTo("WorkOS has not answered since noon");
        assertThat(heldUp.ok()).isFalse();

        Summary stalled = summary(MigrationState.DISCOVERING, 0, null, null, true);
        assertThat(stalled.message()).isEqualTo("stalled");
        assertThat(stalled.problem()).isEqualTo("nothing has got on since " + NOON);
        assertThat(Badge.of(stalled).color()).isEqualTo("red");
    }

    @Test
    void anErrorOfThePastIsNoProblemOfARestingMigration() {
        assertThat(summary(MigrationState.CANCELLED, 0, null, "what was", false).ok())
                .isTrue();
        assertThat(summary(MigrationState.FAILED, 0, null, "the pool is gone", false)
                        .problem())
                .isEqualTo("the pool is gone");
    }

    @Test
    void usersWhoFailedAreSaidAndAreNoProblem() {
        Summary done = summary(MigrationState.COMPLETED, 2, null, null, false);
        assertThat(done.message()).isEqualTo("done, 2 failed");
        assertThat(done.ok()).isTrue();
        assertThat(Badge.of(done).color()).isEqualTo("yellow");
    }
}
