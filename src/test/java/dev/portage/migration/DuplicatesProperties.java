package dev.portage.migration;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.UsersOnDatabase.Person;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class DuplicatesProperties {
    private static final UsersOnDatabase DATABASE = new UsersOnDatabase();

    @Provide
    Arbitrary<List<Person>> pools() {
        return Combinators.combine(
                        Arbitraries.of("a@x.io", "A@x.io", "b@x.io", "B@X.IO", "c@x.io")
                                .injectNull(0.1),
                        Arbitraries.of("CONFIRMED", "UNCONFIRMED", "EXTERNAL_PROVIDER", "RESET_REQUIRED"),
                        Arbitraries.of(true, false),
                        Arbitraries.of(true, false),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.of(Reason.DISABLED, Reason.STATUS_EXCLUDED).injectNull(0.8))
                .as((email, status, enabled, verified, day, planned) -> new Person(
                        UUID.randomUUID().toString(),
                        email,
                        status,
                        enabled,
                        verified,
                        Instant.parse("2026-01-01T00:00:00Z").plusSeconds(day * 86_400L),
                        planned))
                .list()
                .ofMinSize(1)
                .ofMaxSize(12);
    }

    @Property(tries = 40)
    void neitherTheOrderNorThePagesMatter(
            @ForAll("pools") List<Person> people, @ForAll long seed, @ForAll @IntRange(min = 1, max = 5) int pageSize) {
        UUID once = DATABASE.migration();
        DATABASE.list(once, people);
        DATABASE.settling.settleDuplicates(once, false);

        UUID paged = DATABASE.migration();
        List<Person> shuffled = new ArrayList<>(people);
        Collections.shuffle(shuffled, new Random(seed));
        for (int from = 0; from < shuffled.size(); from += pageSize) {
            DATABASE.list(paged, shuffled.subList(from, Math.min(shuffled.size(), from + pageSize)));
        }
        DATABASE.settling.settleDuplicates(paged, false);

        assertThat(plan(paged)).isEqualTo(plan(once));
    }

    /** What is planned for each user, and in whose favour. */
    private static Map<String, String> plan(UUID migration) {
        return DATABASE.users.list(migration, SourceUsers.Filter.ALL, null, 100).stream()
                .collect(Collectors.toMap(SourceUser::sub, user -> user.plannedReason() + " " + user.mergedInto()));
    }

    @Property(tries = 40)
    void oneOfThoseWhoMayGoIsSentForEachAddress(@ForAll("pools") List<Person> people) {
        UUID pool = DATABASE.migration();
        DATABASE.list(pool, people);
        DATABASE.settling.settleDuplicates(pool, false);

        Map<String, List<Person>> mayGo = new LinkedHashMap<>();
        for (Person person : people) {
            if (person.planned() == null) {
                mayGo.computeIfAbsent(key(person.email(), person.sub()), key -> new ArrayList<>())
                        .add(person);
            }
        }
        List<String> sent = DATABASE.toSend(pool);
        assertThat(mayGo.values())
                .allSatisfy(sharers -> assertThat(sharers)
                        .filteredOn(person -> sent.contains(person.sub()))
                        .hasSize(1));
        assertThat(sent).hasSize(mayGo.size());
    }

    /** Who has no address shares none. */
    private static String key(@Nullable String email, String sub) {
        return email == null ? sub : email.toLowerCase(Locale.ROOT);
    }
}
