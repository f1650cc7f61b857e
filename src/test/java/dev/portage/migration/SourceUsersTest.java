package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.UsersOnDatabase.Person;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SourceUsersTest {
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();

    private UUID pool;

    @BeforeEach
    void anotherPool() {
        pool = DATABASE.migration();
    }

    private CognitoUser roundTrip(CognitoUser user) {
        DATABASE.discovered.upsert(pool, List.of(new Discovered(user, Optional.empty())));
        return DATABASE.get(pool, user.sub()).cognito();
    }

    @Test
    void everythingThatCognitoToldIsKept() {
        CognitoUser user = new CognitoUser(
                "a",
                "Google_1234",
                "EXTERNAL_PROVIDER",
                true,
                Instant.parse("2020-02-29T23:59:59.123Z"),
                Instant.parse("2026-01-01T00:00:00.000001Z"),
                Map.of("email", "Zoë@x.io", "custom:emoji", "🦊 \"quoted\" \\ 'single' {json} $1 ?", "empty", ""),
                List.of(new Identity("1234", "Google", "Google", true), new Identity("9", "my_saml", null, false)));

        assertThat(roundTrip(user)).isEqualTo(user);
    }

    @Test
    void datesMayBeMissing() {
        CognitoUser user = new CognitoUser("a", "a", "CONFIRMED", true, null, null, Map.of(), List.of());

        assertThat(roundTrip(user)).isEqualTo(user);
    }

    @Test
    void theCharacterThatPostgresqlCanNotKeepStopsNoPage() {
        CognitoUser user =
                new CognitoUser("a", "a\0b", "UNKNOWN", true, null, null, Map.of("custom:x", "\0y\0"), List.of());

        CognitoUser kept = roundTrip(user);

        assertThat(kept.username()).isEqualTo("a\uFFFDb");
        assertThat(kept.attributes()).containsEntry("custom:x", "\uFFFDy\uFFFD");
    }

    @Test
    void whatOnlyLooksLikeItIsLeftAlone() {
        CognitoUser user = new CognitoUser(
                "a", "a", "UNKNOWN", true, null, null, Map.of("custom:x", "\\u0000 C:\\u0000\\"), List.of());

        assertThat(roundTrip(user)).isEqualTo(user);
    }

    @Test
    void anUnchangedUserCostsNoWrite() {
        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b@x.io"));
        SourceUser before = DATABASE.get(pool, "a");

        assertThat(DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b2@x.io")))
                .isOne();
        assertThat(DATABASE.list(pool, Person.of("a", "a@x.io").modified(Instant.now())))
                .as("signing in changes the profile's time")
                .isZero();
        assertThat(DATABASE.get(pool, "a")).isEqualTo(before);
    }

    @Test
    void aDuplicateStaysOneWithoutAWrite() {
        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "a@x.io"));
        DATABASE.settling.settleDuplicates(pool, false);

        assertThat(DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "a@x.io")))
                .isZero();
    }

    @Test
    void aChangeLeavesWhatHasBecomeOfTheUser() {
        DATABASE.list(pool, Person.of("a", "a@x.io"));
        DATABASE.goneOver(pool, "a");

        DATABASE.list(pool, Person.of("a", "a2@x.io"));

        SourceUser user = DATABASE.get(pool, "a");
        assertThat(user.state()).isEqualTo(UserState.IMPORTED);
        assertThat(user.workosUserId()).isEqualTo("user_a");
        assertThat(user.cognito().email()).contains("a2@x.io");
        assertThat(user.settledDigest()).isNotEqualTo(user.digest());
    }

    @Test
    void ofASubThatComesTwiceInAPageTheLastIsTaken() {
        assertThat(DATABASE.list(pool, Person.of("a", "first@x.io"), Person.of("a", "last@x.io")))
                .isOne();

        assertThat(DATABASE.get(pool, "a").cognito().email()).contains("last@x.io");
    }

    @Test
    void anEmptyPageIsNoFault() {
        assertThat(DATABASE.list(pool)).isZero();
    }

    @Test
    void streamingGivesEverybodyOnceWhateverThePageSize() {
        DATABASE.list(
                pool,
                IntStream.range(0, 10)
                        .mapToObj(i -> Person.of("s" + i, i + "@x.io"))
                        .toList());

        for (int pageSize : new int[] {1, 3, 5, 10, 11}) {
            assertThat(DATABASE.users.stream(pool, SourceUsers.Filter.ALL, pageSize))
                    .as("pages of %d", pageSize)
                    .extracting(SourceUser::sub)
                    .hasSize(10)
                    .isSorted()
                    .doesNotHaveDuplicates();
        }
    }

    @Test
    void listsAreFiltered() {
        DATABASE.list(pool, Person.of("a", "A@x.io"), Person.of("b", "b@x.io"));
        DATABASE.decide(pool, "b", UserState.FAILED, Reason.REJECTED, null);

        assertThat(subs(new SourceUsers.Filter(UserState.FAILED, null, null))).containsExactly("b");
        assertThat(subs(new SourceUsers.Filter(null, Reason.REJECTED, null))).containsExactly("b");
        assertThat(subs(new SourceUsers.Filter(UserState.PENDING, Reason.REJECTED, null)))
                .isEmpty();
        assertThat(subs(new SourceUsers.Filter(null, null, "a@X.io"))).containsExactly("a");
    }

    private List<String> subs(SourceUsers.Filter filter) {
        return DATABASE.users.list(pool, filter, null, 10).stream()
                .map(SourceUser::sub)
                .toList();
    }

    @Test
    void aFailedUserCanBeReopenedAndOneThatWentOverNot() {
        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b@x.io"));
        DATABASE.decide(pool, "a", UserState.FAILED, Reason.REJECTED, null);
        DATABASE.goneOver(pool, "b");

        assertThat(DATABASE.decisions.reopen(pool, "b")).isFalse();
        assertThat(DATABASE.decisions.reopenFailed(pool, Reason.RATE_LIMITED, 10))
                .isEmpty();
        assertThat(DATABASE.decisions.reopenFailed(pool, Reason.REJECTED, 10)).containsExactly("a");
        assertThat(DATABASE.toSend(pool)).containsExactly("a");
    }

    @Test
    void erasingKeepsTheCounts() {
        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b@x.io"));

        assertThat(DATABASE.erasure.users(pool, 1)).isOne();
        assertThat(DATABASE.erasure.users(pool, 10)).isOne();
        assertThat(DATABASE.erasure.users(pool, 10)).isZero();

        assertThat(DATABASE.counters.byState(pool, "user")).containsExactly(Map.entry("PENDING", 2L));
    }
}
