package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MigrationStateTest {

    @ParameterizedTest
    @CsvSource({
        "CREATED,     ASSESSING DISCOVERING IMPORTING UNDOING CANCELLED",
        "ASSESSING,   CREATED COMPLETED PAUSED CANCELLED FAILED",
        "DISCOVERING, IMPORTING PAUSED CANCELLED FAILED",
        "IMPORTING,   COMPLETED CREATED PAUSED CANCELLED FAILED",
        "PAUSED,      CREATED COMPLETED ASSESSING DISCOVERING IMPORTING UNDOING CANCELLED FAILED",
        "COMPLETED,   ASSESSING DISCOVERING IMPORTING UNDOING",
        "CANCELLED,   UNDOING",
        "UNDOING,     UNDONE PAUSED FAILED",
        "UNDONE,      ''",
        "FAILED,      ASSESSING DISCOVERING IMPORTING UNDOING CANCELLED"
    })
    void theLegalWays(MigrationState from, String to) {
        Set<String> legal = Arrays.stream(MigrationState.values())
                .filter(from::canBecome)
                .map(Enum::name)
                .collect(Collectors.toSet());

        assertThat(legal)
                .isEqualTo(Arrays.stream(to.split(" "))
                        .filter(name -> !name.isEmpty())
                        .collect(Collectors.toSet()));
    }

    @ParameterizedTest
    @CsvSource({
        "CREATED, false, true",
        "ASSESSING, true, true",
        "DISCOVERING, true, true",
        "IMPORTING, true, true",
        "PAUSED, true, true",
        "COMPLETED, false, true",
        "CANCELLED, false, false",
        "UNDOING, true, true",
        "UNDONE, false, false",
        "FAILED, false, true"
    })
    void whatRunsAndWhatClaimsItsPool(MigrationState state, boolean running, boolean live) {
        assertThat(state.running()).isEqualTo(running);
        assertThat(state.live()).isEqualTo(live);
    }

    private static final Instant NOON = Instant.parse("2026-01-01T12:00:00Z");

    private final Migration migration =
            new Migration(UUID.randomUUID(), "test", Source.dump(), Options.DEFAULTS, NOON.minusSeconds(60));

    @Test
    void timesFollowTheStates() {
        migration.become(MigrationState.DISCOVERING, NOON);
        migration.become(MigrationState.IMPORTING, NOON.plusSeconds(1));
        assertThat(migration.startedAt()).isEqualTo(NOON);
        assertThat(migration.finishedAt()).isNull();

        migration.become(MigrationState.COMPLETED, NOON.plusSeconds(2));
        assertThat(migration.finishedAt()).isEqualTo(NOON.plusSeconds(2));

        migration.become(MigrationState.DISCOVERING, NOON.plusSeconds(3));
        assertThat(migration.startedAt()).as("the first start").isEqualTo(NOON);
        assertThat(migration.finishedAt()).isNull();
    }

    @Test
    void aNewRunForgetsTheLastErrorAndAPauseKeepsIt() {
        migration.become(MigrationState.DISCOVERING, NOON);
        migration.noteError("the key was refused");
        migration.become(MigrationState.PAUSED, NOON);
        assertThat(migration.lastError()).isEqualTo("the key was refused");

        migration.become(MigrationState.FAILED, NOON);
        migration.become(MigrationState.DISCOVERING, NOON);
        assertThat(migration.lastError()).isNull();
    }

    @Test
    void whatIsIllegalIsRefusedAndChangesNothing() {
        assertThatThrownBy(() -> migration.become(MigrationState.COMPLETED, NOON))
                .isInstanceOf(ConflictException.class);

        assertThat(migration.state()).isEqualTo(MigrationState.CREATED);
        assertThat(migration.finishedAt()).isNull();
    }
}
