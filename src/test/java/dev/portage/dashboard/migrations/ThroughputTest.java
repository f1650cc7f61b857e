package dev.portage.dashboard.migrations;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.Counters;
import dev.portage.migration.MigrationState;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What the chart says where there is nothing to draw. */
class ThroughputTest {
    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static Throughput nobody(MigrationState state, Optional<Duration> since) {
        return Throughput.of("id", List.of(new Counters.Finished(NOW, 0)), state, since.map(NOW::minus), NOW);
    }

    private static String said(MigrationState state, Optional<Duration> since) {
        Throughput throughput = nobody(state, since);
        assertThat(throughput.summary()).isEmpty();
        return throughput.nothing();
    }

    @Test
    void aRunThatHasJustBegunHasSentNobodyYet() {
        assertThat(said(MigrationState.DISCOVERING, Optional.of(Duration.ofSeconds(3))))
                .isEqualTo("Nobody is sent yet: the source is being read.");
        assertThat(said(MigrationState.IMPORTING, Optional.of(Duration.ofSeconds(12))))
                .isEqualTo("Nobody is finished yet: the run began 12 s ago.");
    }

    @Test
    void aStandstillIsNoBeginning() {
        assertThat(said(MigrationState.IMPORTING, Optional.of(Duration.ofHours(3))))
                .isEqualTo("Nobody was finished in the last hour, though the run goes on.");
    }

    @Test
    void whereNothingRunsNobodyWasSent() {
        assertThat(said(MigrationState.COMPLETED, Optional.empty())).isEqualTo("Nobody was sent in the last hour.");
    }

    @Test
    void thoseWhoWereFinishedAreDrawn() {
        Throughput throughput = Throughput.of(
                "id",
                List.of(new Counters.Finished(NOW, 30)),
                MigrationState.IMPORTING,
                Optional.of(NOW.minusSeconds(2)),
                NOW);
        assertThat(throughput.summary()).isEqualTo("30 users finished in the last hour, at most 2 a second");
        assertThat(throughput.values()).isEqualTo("2.0");
    }
}
