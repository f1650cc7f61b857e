package dev.portage.dashboard.verification;

import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Words;
import dev.portage.dashboard.users.UserLists;
import dev.portage.migration.Left;
import dev.portage.verification.Cutover;
import dev.portage.verification.CutoverReader;
import dev.portage.verification.Item;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Whether Cognito can be switched off, as its page shows it.
 *
 * @param verifiedAt when the latest verification ended; null where there is none
 * @param forecast when the rest will have come over, in a sentence
 * @param days on which sign-ins fell back to Cognito, the latest first
 */
record CutoverView(
        String id,
        boolean ready,
        List<String> reasons,
        List<Rest> rests,
        @Nullable Moment verifiedAt,
        String forecast,
        List<Day> days) {

    /**
     * Who is left.
     *
     * @param number a dash where it is not known
     * @param href to the users, or to the item of the checklist that has counted them
     */
    record Rest(String slug, String label, String number, String tone, String href) {}

    record Day(String date, String asked, String carried) {}

    static CutoverView of(UUID id, CutoverReader.Standing standing) {
        Cutover.Left left = standing.left();
        String reconciliation = MigrationTab.VERIFICATION.of(id) + "#" + Item.RECONCILIATION.slug();
        String signUps = MigrationTab.VERIFICATION.of(id) + "#" + Item.SIGN_UPS.slug();
        return new CutoverView(
                id.toString(),
                standing.ready(),
                standing.reasons(),
                List.of(
                        rest(
                                "not-in-workos",
                                "Not in WorkOS",
                                left.notInWorkOS(),
                                UserLists.left(id, Left.NOT_IN_WORKOS)),
                        rest(
                                "without-password",
                                "Without a password in WorkOS",
                                left.withoutPassword(),
                                UserLists.left(id, Left.WITHOUT_PASSWORD)),
                        rest("unlinked", "Provider not linked yet", left.unlinked(), reconciliation),
                        rest("never-signed-in", "Never signed in to WorkOS", left.neverSignedIn(), reconciliation),
                        rest("sign-ups", "New in Cognito", left.signUps(), signUps),
                        rest("changed", "Changed in Cognito", left.changed(), signUps)),
                Moment.of(left.verifiedAt()),
                forecast(standing.forecast(), left.withoutPassword()),
                standing.fallbacks().reversed().stream()
                        .map(day -> new Day(
                                day.day().toString(),
                                Words.number(day.askedCognito()),
                                Words.number(day.carriedOver())))
                        .toList());
    }

    private static Rest rest(String slug, String label, @Nullable Long number, String href) {
        return new Rest(
                "left-" + slug,
                label,
                number == null ? "–" : Words.number(number),
                number == null || number == 0 ? "" : "tone-warning",
                href);
    }

    private static String forecast(Cutover.@Nullable Forecast forecast, long left) {
        if (left == 0) {
            return "No password is left to come over.";
        }
        return forecast == null
                ? "No password has come over in the last week, so nobody can say when the rest will have."
                : "%s passwords a day came over in the last week: the rest will have in about %s, if they go on like that. Who never comes back is among them, so a campaign of password resets ends it sooner."
                        .formatted(Words.decimal(forecast.perDay()), Words.count(forecast.daysLeft(), "day"));
    }
}
