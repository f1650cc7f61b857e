package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.UsersOnDatabase.Person;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();

    private UUID pool;

    @BeforeEach
    void anotherPool() {
        pool = DATABASE.migration();
    }

    private void skipPlanned() {
        DATABASE.settling.skipPlanned(pool, DATABASE.everybody(pool));
    }

    private String state(String sub) {
        SourceUser user = DATABASE.get(pool, sub);
        return user.state() + " " + user.reason();
    }

    @Test
    void stretchesCoverEverybodyOnce() {
        DATABASE.list(
                pool,
                IntStream.range(0, 25)
                        .mapToObj(i -> Person.of("s" + i, i + "@x.io"))
                        .toList());

        List<String> sent = new ArrayList<>();
        @Nullable String after = null;
        for (Optional<Settling.Chunk> chunk = DATABASE.settling.nextChunk(pool, after, 10);
                chunk.isPresent();
                chunk = DATABASE.settling.nextChunk(pool, after, 10)) {
            sent.addAll(DATABASE.settling.toSend(pool, chunk.get()));
            after = chunk.get().last();
        }

        assertThat(sent).hasSize(25).doesNotHaveDuplicates();
    }

    @Test
    void anEmptyPoolHasNoStretch() {
        assertThat(DATABASE.settling.nextChunk(pool, null, 10)).isEmpty();
    }

    @Test
    void whoeverIsPlannedToBeSkippedIsSkippedWithItsReason() {
        DATABASE.list(
                pool,
                Person.of("a", "a@x.io"),
                Person.of("b", null).planned(Reason.NO_EMAIL),
                Person.of("c", "A@x.io").federated());
        DATABASE.settling.settleDuplicates(pool, false);

        skipPlanned();

        assertThat(state("a")).isEqualTo("PENDING null");
        assertThat(state("b")).isEqualTo("SKIPPED NO_EMAIL");
        assertThat(state("c")).isEqualTo("SKIPPED DUPLICATE_EMAIL");
        assertThat(DATABASE.get(pool, "c").detail()).isEqualTo("merged into a");
    }

    @Test
    void whoeverHasGoneOverIsNeverSkipped() {
        DATABASE.list(pool, Person.of("a", "a@x.io"));
        DATABASE.goneOver(pool, "a");
        DATABASE.list(pool, Person.of("a", "a@x.io").disabled().planned(Reason.DISABLED));

        skipPlanned();

        assertThat(state("a")).isEqualTo("IMPORTED null");
    }

    @Test
    void whoeverIsSkippedByTheOptionsIsSentWhenTheyChange() {
        DATABASE.list(pool, Person.of("a", "a@x.io").disabled().planned(Reason.DISABLED));
        skipPlanned();
        DATABASE.list(pool, Person.of("a", "a@x.io").disabled());

        assertThat(DATABASE.toSend(pool)).containsExactly("a");
        DATABASE.settling.reopen(pool, List.of("a"));
        assertThat(state("a")).isEqualTo("PENDING null");
    }

    @Test
    void onlyWhoIsNewOrHasChangedIsSentAgain() {
        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b@x.io"));
        DATABASE.goneOver(pool, "a");
        DATABASE.goneOver(pool, "b");
        assertThat(DATABASE.toSend(pool)).isEmpty();

        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b2@x.io"), Person.of("c", "c@x.io"));

        assertThat(DATABASE.toSend(pool)).containsExactly("b", "c");
        DATABASE.settling.reopen(pool, List.of("b"));
        assertThat(state("b")).as("an update, not a new user").isEqualTo("IMPORTED null");
    }

    @Test
    void whatWorkOsRefusedIsNotSentAgainUnlessItHasChanged() {
        DATABASE.list(pool, Person.of("a", "a@x.io"), Person.of("b", "b@x.io"));
        DATABASE.decide(pool, "a", UserState.FAILED, Reason.REJECTED, null);
        DATABASE.decide(pool, "b", UserState.SKIPPED, Reason.EMAIL_TAKEN, null);

        assertThat(DATABASE.toSend(pool)).isEmpty();
        skipPlanned();
        assertThat(state("b")).isEqualTo("SKIPPED EMAIL_TAKEN");
    }

    @Test
    void aCanaryIsMadeOfTheBestUsers() {
        DATABASE.list(
                pool,
                Person.of("a", "a@x.io").federated(),
                Person.of("b", "b@x.io").unverified(),
                Person.of("c", "c@x.io"),
                Person.of("d", "d@x.io").disabled(),
                Person.of("e", "e@x.io"),
                Person.of("f", null).planned(Reason.NO_EMAIL));
        DATABASE.goneOver(pool, "e");

        assertThat(DATABASE.settling.canaryToSend(pool, 2)).containsExactly("c", "b");
        assertThat(DATABASE.settling.canaryToSend(pool, 9)).containsExactlyInAnyOrder("a", "b", "c", "d");
    }

    @Test
    void usersAreFoundByTheirAddressesHoweverTheseAreWritten() {
        DATABASE.list(
                pool,
                Person.of("a", "Ada@X.io"),
                Person.of("b", "b@x.io"),
                Person.of("c", "Ädä@x.io"),
                Person.of("d", "d@x.io").planned(Reason.STATUS_EXCLUDED));

        assertThat(DATABASE.settling.toSend(
                        pool, List.of(" aDA@x.IO", "ädä@x.io", "Ädä@x.io", "d@x.io", "nobody@x.io")))
                .containsExactly("a", "c");
    }

    @Test
    void attributesAreRankedByWhoWillBeSent() {
        List<Discovered> page = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Map<String, String> attributes = new HashMap<>(Map.of("email", i + "@x.io", "custom:all", "x"));
            if (i < 2) {
                attributes.put("custom:some", "x");
                attributes.put("dev:custom:some", "x");
            }
            boolean skipped = i > 2;
            if (skipped) {
                attributes.put("custom:nobody", "x");
            }
            page.add(new Discovered(
                    new CognitoUser("s" + i, "s" + i, "CONFIRMED", true, null, null, attributes, List.of()),
                    skipped ? Optional.of(Reason.DISABLED) : Optional.empty()));
        }
        DATABASE.discovered.upsert(pool, page);

        assertThat(DATABASE.settling.mostUsedAttributes(pool, 10))
                .containsExactly("custom:all", "custom:some", "dev:custom:some");
        assertThat(DATABASE.settling.mostUsedAttributes(pool, 1)).containsExactly("custom:all");
    }
}
