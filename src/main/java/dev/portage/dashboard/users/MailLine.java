package dev.portage.dashboard.users;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.campaigns.CampaignWords;
import dev.portage.reset.Reset;
import org.jspecify.annotations.Nullable;

/**
 * A password reset that was mailed to a user, or is to be.
 *
 * @param sent null where it is not known to have gone out
 * @param retriable whether an operator may have it sent again
 */
record MailLine(
        String id,
        Badge state,
        @Nullable Moment sent,
        @Nullable Moment completed,
        String detail,
        boolean retriable) {

    static MailLine of(Reset reset) {
        return new MailLine(
                reset.id().toString(),
                CampaignWords.badge(reset.state()),
                Moment.of(reset.sentAt()),
                Moment.of(reset.completedAt()),
                reset.detail() == null ? "" : reset.detail(),
                reset.state().retriable());
    }
}
