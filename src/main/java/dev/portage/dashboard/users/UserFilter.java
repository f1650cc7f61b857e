package dev.portage.dashboard.users;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Link;
import dev.portage.dashboard.migrations.ReasonGuide;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserState;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What a list of users is narrowed to, as its form shows it.
 *
 * @param email the whole address, in any case
 */
record UserFilter(@Nullable UserState state, @Nullable Reason reason, String email) {

    /** A value of a field. */
    record Choice(String value, String label, boolean chosen) {}

    /**
     * Out of an address; a field of the form that says nothing is an empty text there.
     *
     * @throws InvalidRequestException where there is no such state or reason
     */
    static UserFilter of(@Nullable String state, @Nullable String reason, @Nullable String email) {
        return new UserFilter(
                given(state)
                        .map(name -> find(UserState.values(), UserState::name, name, "state"))
                        .orElse(null),
                given(reason)
                        .map(slug -> find(Reason.values(), Reason::slug, slug, "reason"))
                        .orElse(null),
                given(email).orElse(""));
    }

    private static Optional<String> given(@Nullable String text) {
        return Optional.ofNullable(text).map(String::strip).filter(some -> !some.isEmpty());
    }

    private static <T> T find(T[] all, Function<T, String> name, String wanted, String field) {
        return Arrays.stream(all)
                .filter(each -> name.apply(each).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidRequestException(
                        field, "must be one of " + Arrays.stream(all).map(name).collect(Collectors.joining(", "))));
    }

    SourceUsers.Filter toFilter() {
        return new SourceUsers.Filter(state, reason, email.isEmpty() ? null : email);
    }

    /** Whether it leaves anybody out. */
    public boolean narrows() {
        return state != null || reason != null || !email.isEmpty();
    }

    public List<Choice> states() {
        return Stream.concat(
                        Stream.of(new Choice("", "Any", state == null)),
                        Arrays.stream(UserState.values())
                                .map(each ->
                                        new Choice(each.name(), Badge.of(each).label(), each == state)))
                .toList();
    }

    public List<Choice> reasons() {
        return Stream.concat(
                        Stream.of(new Choice("", "Any", reason == null)),
                        Arrays.stream(Reason.values())
                                .map(each -> new Choice(
                                        each.slug(), ReasonGuide.of(each).title(), each == reason)))
                .toList();
    }

    /** The query of an address. */
    public String query() {
        return "?state=" + (state == null ? "" : state) + "&reason=" + (reason == null ? "" : reason.slug()) + "&email="
                + Link.encoded(email);
    }

    /** The same behind this user. */
    String behind(String sub) {
        return query() + "&after=" + Link.encoded(sub);
    }
}
