package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.reset.Campaign;
import dev.portage.reset.Campaigns;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The campaigns of a migration, the newest first. */
@Path("/dashboard/migrations/{id}/campaigns")
@Produces(Pages.HTML)
class CampaignsPage {

    private static final int SHOWN = 50;

    private final Migrations migrations;
    private final Campaigns campaigns;
    private final Counters counters;
    private final Pages pages;

    CampaignsPage(Migrations migrations, Campaigns campaigns, Counters counters, Pages pages) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.counters = counters;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/campaigns")
    static class Templates {
        private Templates() {}

        static native TemplateInstance campaigns(
                Frame frame, List<Line> lines, boolean startable, boolean first, @Nullable String next);
    }

    /** A campaign in the list. */
    record Line(String href, String audience, String pace, Badge state, Moment created, List<String> counts) {

        static Line of(Campaign campaign, Map<String, Long> counts) {
            return new Line(
                    CampaignPage.address(campaign.migrationId(), campaign.id()),
                    CampaignWords.audience(campaign),
                    CampaignWords.pace(campaign),
                    CampaignWords.badge(campaign.state()),
                    Moment.at(campaign.createdAt()),
                    ResetCount.of(counts).stream()
                            .filter(ResetCount::any)
                            .map(ResetCount::words)
                            .toList());
        }
    }

    /**
     * The campaigns, the newest first.
     *
     * @param before campaigns that are older than this time
     */
    @GET
    @Transactional
    public String list(UUID id, @QueryParam("before") @Nullable Instant before) {
        Migration migration = migrations.get(id);
        List<Campaign> found = campaigns.newestFirst(id, before, SHOWN + 1);
        List<Campaign> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        Map<UUID, Map<String, Long>> counts =
                counters.byState(shown.stream().map(Campaign::id).toList(), ResetCount.TOPIC);
        Frame frame = pages.frame(migration, MigrationTab.CAMPAIGNS);
        return Templates.campaigns(
                        frame,
                        shown.stream()
                                .map(campaign -> Line.of(campaign, counts.getOrDefault(campaign.id(), Map.of())))
                                .toList(),
                        frame.viewer().admin() && migration.erasedAt() == null,
                        before == null,
                        found.size() > SHOWN ? shown.getLast().createdAt().toString() : null)
                .render();
    }
}
