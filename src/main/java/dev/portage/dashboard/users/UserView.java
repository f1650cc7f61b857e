package dev.portage.dashboard.users;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.migrations.ReasonGuide;
import dev.portage.migration.Identity;
import dev.portage.migration.Membership;
import dev.portage.migration.Reason;
import dev.portage.migration.SourceUser;
import dev.portage.migration.UserEvents;
import dev.portage.migration.UserState;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is known here of one user.
 *
 * @param guide what the reason means; null for a user without one
 * @param detail what stands behind the state, in words; empty where nothing more is known
 * @param providers the identity providers that the user signs in through
 * @param history the latest first
 * @param retry what a button to try the user again says; empty where that makes no sense
 */
record UserView(
        String address,
        String who,
        String sub,
        String username,
        String email,
        Badge state,
        @Nullable ReasonGuide guide,
        String detail,
        String planned,
        @Nullable String mergedInto,
        @Nullable Moment goneSince,
        @Nullable String workosUserId,
        @Nullable Moment linkedAt,
        String status,
        boolean enabled,
        @Nullable Moment createdAt,
        @Nullable Moment modifiedAt,
        String providers,
        Map<String, String> attributes,
        List<Place> places,
        List<Event> history,
        String retry,
        boolean again) {

    /** A place in an organization. */
    record Place(String organization, String roles, Badge state, String detail) {

        static Place of(Membership membership) {
            return new Place(
                    membership.organizationId(),
                    membership.roleSlugs().isEmpty()
                            ? "the organization's default role"
                            : String.join(", ", membership.roleSlugs()),
                    Badge.of(membership.state()),
                    membership.detail() == null ? "" : membership.detail());
        }
    }

    /** Something that happened. */
    record Event(Moment at, String what, String detail) {

        static Event of(UserEvents.Recorded event) {
            String words = event.what().replace('-', ' ');
            return new Event(
                    Moment.at(event.at()),
                    Character.toUpperCase(words.charAt(0)) + words.substring(1),
                    event.detail() == null ? "" : event.detail());
        }
    }

    static UserView of(
            UUID migrationId,
            SourceUser user,
            @Nullable Moment linkedAt,
            List<Membership> memberships,
            List<UserEvents.Recorded> history) {
        Reason reason = user.reason();
        String email = user.cognito().email().orElse("");
        String merged = user.mergedInto();
        return new UserView(
                UserPage.address(migrationId, user.sub()),
                email.isEmpty() ? user.cognito().username() : email,
                user.sub(),
                user.cognito().username(),
                email,
                Badge.of(user.state()),
                reason == null ? null : ReasonGuide.of(reason),
                user.detail() == null ? "" : user.detail(),
                user.plannedOutcome().text(),
                merged == null ? null : UserPage.address(migrationId, merged),
                Moment.of(user.goneSince()),
                user.workosUserId(),
                linkedAt,
                user.cognito().status(),
                user.cognito().enabled(),
                Moment.of(user.cognito().createdAt()),
                Moment.of(user.cognito().modifiedAt()),
                String.join(
                        ", ",
                        user.cognito().identities().stream()
                                .map(Identity::providerName)
                                .toList()),
                new TreeMap<>(user.cognito().attributes()),
                memberships.stream().map(Place::of).toList(),
                history.reversed().stream().map(Event::of).toList(),
                retry(user),
                user.state() == UserState.IMPORTED);
    }

    private static String retry(SourceUser user) {
        return switch (user.state()) {
            case FAILED -> "Try again";
            case SKIPPED -> user.plannedReason() == null ? "Try again" : "";
            case PENDING -> "Go first";
            case IMPORTED -> "Send again";
            case LINKED -> "";
        };
    }
}
