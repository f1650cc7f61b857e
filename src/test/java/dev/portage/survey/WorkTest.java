package dev.portage.survey;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.pacing.Budget;
import dev.portage.pacing.Limit;
import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How long it takes is calls divided by what the budget lets out, as the documentation's table has it. */
class WorkTest {
    private static final Budget DEFAULTS = budget(450, 5400);

    private static Budget budget(int writesPer10s, int requestsPer60s) {
        Map<Limit, Integer> amounts = new EnumMap<>(Map.of(
                Limit.WORKOS_WRITES,
                writesPer10s,
                Limit.WORKOS_READS,
                900,
                Limit.WORKOS_REQUESTS,
                requestsPer60s,
                Limit.COGNITO_LISTINGS,
                20));
        return new Budget(amounts, Map.of(), Map.of(), null, null, null);
    }

    private static Work imports(long users) {
        return new Work(users, new long[0], true, new Assessment.Plan(users, 0, 0, Map.of()), users, 0);
    }

    @Test
    void aCleanUserIsOneWriteAndAMembershipOneMore() {
        Assessment.Durations thousand = imports(1_000).durations(DEFAULTS);
        assertThat(thousand.importSeconds()).isEqualTo(23);
        assertThat(thousand.membershipsSeconds()).isEqualTo(23);
        assertThat(imports(1_000_000).durations(DEFAULTS).importSeconds() / 3600.0)
                .isBetween(6.2, 6.4);
    }

    @Test
    void anotherBudgetIsAnotherTime() {
        assertThat(imports(1_000).durations(budget(100, 5400)).importSeconds()).isEqualTo(102);
    }

    @Test
    void whoIsThereAlreadyCostsTwoWritesAndTwoReads() {
        Work linked = new Work(1_000, new long[0], true, new Assessment.Plan(0, 900, 100, Map.of()), 0, 0);
        assertThat(linked.durations(DEFAULTS).importSeconds())
                .as("2,000 writes")
                .isEqualTo(46);
        assertThat(linked.durations(budget(100_000, 600)).importSeconds())
                .as("4,000 calls")
                .isEqualTo(408);
    }

    @Test
    void aPoolIsReadInPagesOfSixtyAndADumpIsHereAlready() {
        Work pool = new Work(60_000, new long[] {600, 0}, true, new Assessment.Plan(0, 0, 0, Map.of()), 0, 40);
        assertThat(pool.durations(DEFAULTS).discoverySeconds())
                .as("1,011 pages")
                .isEqualTo(52);
        assertThat(pool.durations(DEFAULTS).resetsSeconds()).isEqualTo(40);
        Work dump = new Work(60_000, new long[0], false, new Assessment.Plan(0, 0, 0, Map.of()), 0, 0);
        assertThat(dump.durations(DEFAULTS).discoverySeconds()).isZero();
    }
}
