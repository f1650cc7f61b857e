package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.UsersOnDatabase.Person;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DuplicatesTest {
    private static final String EMAIL = "ada@example.com";
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();

    private UUID pool;

    @BeforeEach
    void anotherPool() {
        pool = DATABASE.migration();
    }

    private int settle() {
        return DATABASE.settling.settleDuplicates(pool, false);
    }

    private void assertWins(String winner, String... losers) {
        assertThat(DATABASE.get(pool, winner).plannedReason()).as(winner).isNull();
        assertThat(DATABASE.get(pool, winner).mergedInto()).as(winner).isNull();
        for (String loser : losers) {
            assertThat(DATABASE.get(pool, loser).plannedReason()).as(loser).isEqualTo(Reason.DUPLICATE_EMAIL);
            assertThat(DATABASE.get(pool, loser).mergedInto()).as(loser).isEqualTo(winner);
        }
        assertThat(DATABASE.toSend(pool)).contains(winner).doesNotContain(losers);
    }

    @Test
    void whoeverSharesNoAddressIsLeftAlone() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", "bob@example.com"), Person.of("c", null));

        assertThat(settle()).isZero();
        assertThat(DATABASE.toSend(pool)).containsExactly("a", "b", "c");
    }

    @Test
    void addressesThatDifferInCaseOnlyAreOne() {
        DATABASE.list(
                pool, Person.of("a", "Ada@Example.com"), Person.of("b", EMAIL), Person.of("c", " ADA@EXAMPLE.COM "));

        settle();

        assertWins("a", "b", "c");
    }

    @Test
    void theNativeTwinWinsOverTheFederatedOne() {
        DATABASE.list(pool, Person.of("a", EMAIL).federated(), Person.of("b", EMAIL));

        settle();

        assertWins("b", "a");
    }

    @Test
    void theConfirmedOneWinsOverWhatAnUnfinishedSignUpLeft() {
        DATABASE.list(
                pool,
                Person.of("a", EMAIL).status("UNCONFIRMED").modified(Instant.parse("2026-06-01T00:00:00Z")),
                Person.of("b", EMAIL).unverified(),
                Person.of("c", EMAIL).status("FORCE_CHANGE_PASSWORD"));

        settle();

        assertWins("b", "a", "c");
    }

    @Test
    void anUnfinishedNativeOneWinsOverAFederatedOne() {
        DATABASE.list(
                pool, Person.of("a", EMAIL).federated(), Person.of("b", EMAIL).status("UNCONFIRMED"));

        settle();

        assertWins("b", "a");
    }

    @Test
    void anEnabledOneWinsOverADisabledOneWhereBothMayGo() {
        DATABASE.list(
                pool, Person.of("a", EMAIL).disabled(), Person.of("b", EMAIL).federated());

        settle();

        assertWins("b", "a");
    }

    @Test
    void aVerifiedAddressWinsAndThenTheLatestChange() {
        DATABASE.list(
                pool,
                Person.of("a", EMAIL).unverified().modified(Instant.parse("2026-06-01T00:00:00Z")),
                Person.of("b", EMAIL).modified(null),
                Person.of("c", EMAIL).modified(Instant.parse("2026-03-01T00:00:00Z")));

        settle();

        assertWins("c", "a", "b");
    }

    @Test
    void whoHasGoneOverStaysWhateverElseTurnsUp() {
        DATABASE.list(pool, Person.of("b", EMAIL).federated().unverified());
        DATABASE.goneOver(pool, "b");
        DATABASE.list(pool, Person.of("a", EMAIL));

        settle();

        assertThat(DATABASE.get(pool, "b").plannedReason()).isNull();
        assertThat(DATABASE.get(pool, "a").mergedInto()).isEqualTo("b");
        assertThat(DATABASE.toSend(pool)).isEmpty();
    }

    @Test
    void whoeverTheOptionsExcludeDoesNotCompete() {
        DATABASE.list(
                pool,
                Person.of("a", EMAIL).planned(Reason.STATUS_EXCLUDED),
                Person.of("b", EMAIL).federated());

        assertThat(settle()).isZero();

        assertThat(DATABASE.get(pool, "a").plannedReason()).isEqualTo(Reason.STATUS_EXCLUDED);
        assertThat(DATABASE.toSend(pool)).containsExactly("b");
    }

    @Test
    void allCanBeSkippedInstead() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", EMAIL).federated(), Person.of("c", "c@example.com"));

        DATABASE.settling.settleDuplicates(pool, true);

        assertThat(DATABASE.toSend(pool)).containsExactly("c");
        assertThat(DATABASE.get(pool, "a").mergedInto()).isNull();
        assertThat(DATABASE.get(pool, "b").mergedInto()).isNull();
    }

    @Test
    void skippingAllSparesWhoHasGoneOver() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", EMAIL));
        DATABASE.goneOver(pool, "b");

        DATABASE.settling.settleDuplicates(pool, true);

        assertThat(DATABASE.get(pool, "b").plannedReason()).isNull();
        assertThat(DATABASE.get(pool, "a").plannedReason()).isEqualTo(Reason.DUPLICATE_EMAIL);
    }

    @Test
    void theOptionCanBeChangedBothWays() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", EMAIL).federated());
        settle();
        DATABASE.settling.settleDuplicates(pool, true);
        assertThat(DATABASE.toSend(pool)).isEmpty();

        settle();

        assertWins("a", "b");
    }

    @Test
    void settlingTwiceChangesNothing() {
        DATABASE.list(
                pool,
                Person.of("a", EMAIL),
                Person.of("b", EMAIL),
                Person.of("c", EMAIL).federated());

        assertThat(settle()).isEqualTo(2);
        assertThat(settle()).isZero();
    }

    @Test
    void aDuplicateWhosePartnerChangesItsAddressIsSentAfterAll() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", EMAIL).federated());
        settle();
        DATABASE.settling.skipPlanned(pool, DATABASE.everybody(pool));

        DATABASE.list(
                pool, Person.of("a", "new@example.com"), Person.of("b", EMAIL).federated());
        settle();

        assertThat(DATABASE.toSend(pool)).containsExactly("a", "b");
        assertThat(DATABASE.get(pool, "b").mergedInto()).isNull();
    }

    @Test
    void aDuplicateWhoChangesItsOwnAddressIsSent() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", EMAIL).federated());
        settle();

        DATABASE.list(
                pool, Person.of("a", EMAIL), Person.of("b", "own@example.com").federated());
        settle();

        assertThat(DATABASE.toSend(pool)).containsExactly("a", "b");
    }

    @Test
    void aDuplicateWhomTheOptionsExcludeLaterIsNotSentWhenItsPartnerGoes() {
        DATABASE.list(pool, Person.of("a", EMAIL), Person.of("b", EMAIL).federated());
        settle();

        DATABASE.list(
                pool,
                Person.of("a", "new@example.com"),
                Person.of("b", EMAIL).federated().planned(Reason.STATUS_EXCLUDED));
        settle();

        assertThat(DATABASE.get(pool, "b").plannedReason()).isEqualTo(Reason.STATUS_EXCLUDED);
        assertThat(DATABASE.toSend(pool)).containsExactly("a");
    }

    @Test
    void poolsDoNotMix() {
        UUID other = DATABASE.migration();
        DATABASE.list(pool, Person.of("a", EMAIL));
        DATABASE.list(other, Person.of("b", EMAIL));

        assertThat(settle()).isZero();
    }
}
