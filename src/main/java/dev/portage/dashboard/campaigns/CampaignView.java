package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Words;
import dev.portage.reset.Campaign;
import dev.portage.reset.Delivery;
import dev.portage.reset.ResetState;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One campaign.
 *
 * @param now its state, as the page asks whether it is another by now
 * @param moving whether mails go out, so that the page has to look again
 * @param tried the share of the mails that have been tried
 * @param done the same in words
 * @param next when the next mail goes out; null where none does
 */
record CampaignView(
        String address,
        String all,
        String now,
        Badge state,
        String audience,
        String pace,
        String sender,
        boolean moving,
        boolean pause,
        boolean resume,
        boolean cancel,
        int tried,
        String done,
        List<Tile> tiles,
        List<CampaignWords.LeftOut> leftOut,
        @Nullable Moment next,
        @Nullable String error,
        Moment created,
        @Nullable Moment finished) {

    /** How many mails are in a state, and the way to them. */
    record Tile(String id, String label, String number, String tone, String href) {

        static Tile of(String address, ResetCount count) {
            return new Tile(
                    "mails-" + count.state().name().toLowerCase(Locale.ROOT),
                    count.badge().label(),
                    Words.number(count.count()),
                    count.any() ? count.badge().tone().css() : "",
                    address + "?state=" + count.state() + "#mails");
        }
    }

    static CampaignView of(Campaign campaign, Map<String, Long> byState, Instant now) {
        UUID id = campaign.migrationId();
        String address = CampaignPage.address(id, campaign.id());
        List<ResetCount> counts = ResetCount.of(byState);
        long all = counts.stream().mapToLong(ResetCount::count).sum();
        long tried = all - byState.getOrDefault(ResetState.QUEUED.name(), 0L);
        boolean running = campaign.state() == Campaign.State.RUNNING;
        boolean paused = campaign.state() == Campaign.State.PAUSED;
        return new CampaignView(
                address,
                MigrationTab.CAMPAIGNS.of(id),
                campaign.state().name(),
                CampaignWords.badge(campaign.state()),
                CampaignWords.audience(campaign),
                CampaignWords.pace(campaign),
                campaign.delivery() == Delivery.WORKOS ? "WorkOS" : "your own system, through the callback",
                running,
                running,
                paused,
                running || paused,
                all == 0 ? 0 : (int) (100 * tried / all),
                Words.number(tried) + " of " + Words.count(all, "mail") + " tried",
                counts.stream().map(count -> Tile.of(address, count)).toList(),
                CampaignWords.LeftOut.of(campaign.leftOut()),
                running ? Moment.at(campaign.nextMailAt(now)) : null,
                campaign.lastError(),
                Moment.at(campaign.createdAt()),
                Moment.of(campaign.finishedAt()));
    }
}
