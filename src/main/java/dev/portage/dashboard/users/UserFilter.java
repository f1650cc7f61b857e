package dev.portage.dashboard.users;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Link;
import dev.portage.dashboard.migrations.ReasonGuide;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Left;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserState;
import java.util.ArrayList;
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
 * @param planned what an import would do, as the latest assessment has it
 * @param left who is to come over yet
 */
record UserFilter(
        @Nullable UserState state,
        @Nullable Reason reason,
        String email,
        @Nullable PlannedOutcome planned,
        @Nullable Left left) {

    /** A value of a field. */
    record Choice(String value, String label, boolean chosen) {}

    /**
     * Out of an address; a field of the form that says nothing is an empty text there.
     *
     * @throws InvalidRequestException where there is no such state, reason, plan or rest
     */
    static UserFilter of(
            @Nullable String state,
            @Nullable String reason,
            @Nullable String email,
            @Nullable String planned,
            @Nullable String left) {
        return new UserFilter(
                given(state)
                        .map(name -> find(UserState.values(), UserState::name, name, "state"))
                        .orElse(null),
                given(reason)
                        .map(slug -> find(Reason.values(), Reason::slug, slug, "reason"))
                        .orElse(null),
                given(email).orElse(""),
                given(planned)
                        .map(text -> PlannedOutcome.find(text)
                                .orElseThrow(() -> new InvalidRequestException(
                                        "planned", "must be such as wouldImport or wouldSkip(no-email)")))
                        .orElse(null),
                given(left)
                        .map(name -> find(Left.values(), Left::name, name, "left"))
                        .orElse(null));
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
        return new SourceUsers.Filter(state, reason, email.isEmpty() ? null : email, planned, left);
    }

    /** Whether it leaves anybody out. */
    public boolean narrows() {
        return state != null || reason != null || !email.isEmpty() || planned != null || left != null;
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

    public List<Choice> plans() {
        List<Choice> plans = new ArrayList<>(List.of(
                new Choice("", "Any", planned == null),
                plan(PlannedOutcome.WOULD_IMPORT, "Would be created"),
                plan(PlannedOutcome.WOULD_LINK, "Would be linked"),
                plan(PlannedOutcome.WOULD_UPDATE, "Would be brought up to date"),
                plan(PlannedOutcome.wouldSkip(PlannedOutcome.UNCHANGED), "Would be left: unchanged")));
        Arrays.stream(Reason.values())
                .map(each -> plan(
                        PlannedOutcome.wouldSkip(each.slug()),
                        "Would be left out: " + ReasonGuide.of(each).title()))
                .forEach(plans::add);
        return plans;
    }

    private Choice plan(PlannedOutcome outcome, String label) {
        return new Choice(outcome.text(), label, outcome.equals(planned));
    }

    public List<Choice> rests() {
        return List.of(
                new Choice("", "Any", left == null),
                new Choice(Left.NOT_IN_WORKOS.name(), "Not in WorkOS yet", left == Left.NOT_IN_WORKOS),
                new Choice(
                        Left.WITHOUT_PASSWORD.name(), "Without a password in WorkOS", left == Left.WITHOUT_PASSWORD));
    }

    /** The address as a value in a query. */
    public String encodedEmail() {
        return Link.encoded(email);
    }

    /** The query of an address. */
    public String query() {
        return "?state=" + (state == null ? "" : state) + "&reason=" + (reason == null ? "" : reason.slug()) + "&email="
                + Link.encoded(email) + "&planned=" + (planned == null ? "" : Link.encoded(planned.text())) + "&left="
                + (left == null ? "" : left);
    }

    /** The same behind this user. */
    String behind(String sub) {
        return query() + "&after=" + Link.encoded(sub);
    }
}
