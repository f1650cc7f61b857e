package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.UsersOnDatabase.Person;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever is done to users and memberships, in whatever order, the counters say what the tables say. */
class CountersProperties {
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();

    /** One thing that happens, to one user of a few or to all. */
    enum What {
        LIST_SOME,
        LIST_CHANGED,
        SETTLE,
        SKIP_PLANNED,
        DECIDE,
        REOPEN,
        REOPEN_FAILED,
        WANT_MEMBERSHIP,
        DECIDE_MEMBERSHIP,
        REOPEN_MEMBERSHIPS,
        FOLD
    }

    record Step(
            What what, int user, UserState state, @Nullable Reason reason) {
        void on(UUID pool) {
            String sub = "s" + user;
            boolean known = DATABASE.users.find(pool, sub).isPresent();
            switch (what) {
                case LIST_SOME ->
                    DATABASE.list(
                            pool,
                            IntStream.rangeClosed(0, user)
                                    .mapToObj(i ->
                                            Person.of("s" + i, i / 2 + "@x.io").planned(reason))
                                    .toList());
                case LIST_CHANGED ->
                    DATABASE.list(pool, Person.of(sub, state + "@x.io").planned(reason));
                case SETTLE -> DATABASE.settling.settleDuplicates(pool, user % 2 == 0);
                case SKIP_PLANNED ->
                    DATABASE.settling
                            .nextChunk(pool, null, 4)
                            .ifPresent(chunk -> DATABASE.settling.skipPlanned(pool, chunk));
                case DECIDE -> {
                    if (known) {
                        DATABASE.decide(pool, sub, state, reason, state == UserState.IMPORTED ? "user_" + sub : null);
                    }
                }
                case REOPEN -> DATABASE.settling.reopen(pool, List.of(sub, "s0", "s1"));
                case REOPEN_FAILED -> DATABASE.decisions.reopenFailed(pool, reason, user);
                case WANT_MEMBERSHIP -> {
                    if (known) {
                        DATABASE.memberships.want(
                                pool, List.of(new Memberships.Wanted(sub, "org_" + state, List.of())));
                    }
                }
                case DECIDE_MEMBERSHIP -> {
                    Membership.State decided = Membership.State.values()[user % 3];
                    DATABASE.memberships.decide(
                            pool,
                            List.of(new Memberships.Decision(sub, "org_" + state, decided, null, null, null, false)));
                }
                case REOPEN_MEMBERSHIPS -> DATABASE.memberships.reopenFailed(pool, null);
                case FOLD -> DATABASE.counters.fold();
            }
        }
    }

    @Provide
    Arbitrary<List<Step>> histories() {
        return Combinators.combine(
                        Arbitraries.of(What.class),
                        Arbitraries.integers().between(0, 7),
                        Arbitraries.of(UserState.class),
                        Arbitraries.of(Reason.REJECTED, Reason.DISABLED, Reason.NO_EMAIL)
                                .injectNull(0.5))
                .as(Step::new)
                .list()
                .ofMinSize(5)
                .ofMaxSize(40);
    }

    @Property(tries = 40)
    void theCountersFollowTheRows(@ForAll("histories") List<Step> history) {
        UUID pool = DATABASE.migration();

        history.forEach(step -> step.on(pool));

        assertThat(DATABASE.counters.of(pool, "user")).isEqualTo(counted(pool, "source_user", "coalesce(reason, '')"));
        assertThat(DATABASE.counters.of(pool, "membership")).isEqualTo(counted(pool, "membership", "''"));
    }

    private static List<Counters.Count> counted(UUID pool, String table, String reason) {
        return DATABASE.jdbi.withHandle(handle -> handle.createQuery("select state, " + reason
                        + " as why, count(*) as n from " + table
                        + " where migration_id = :pool group by 1, 2 order by 1, 2")
                .bind("pool", pool)
                .map((row, context) ->
                        new Counters.Count(row.getString("state"), row.getString("why"), row.getLong("n")))
                .list());
    }
}
