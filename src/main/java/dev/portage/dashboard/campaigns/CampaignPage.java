package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Link;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Pages;
import dev.portage.migration.Counters;
import dev.portage.migration.Migrations;
import dev.portage.reset.Campaign;
import dev.portage.reset.CampaignService;
import dev.portage.reset.Campaigns;
import dev.portage.reset.Reset;
import dev.portage.reset.ResetState;
import dev.portage.reset.Resets;
import dev.portage.reset.SingleMails;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One campaign as it goes, its mails by state, and the buttons that steer it. */
@Path("/dashboard/migrations/{id}/campaigns/{campaign}")
@Produces(Pages.HTML)
class CampaignPage {

    private static final int SHOWN = 50;

    private final Migrations migrations;
    private final Campaigns campaigns;
    private final CampaignService service;
    private final SingleMails mails;
    private final Resets resets;
    private final Counters counters;
    private final Clock clock;
    private final Pages pages;

    CampaignPage(
            Migrations migrations,
            Campaigns campaigns,
            CampaignService service,
            SingleMails mails,
            Resets resets,
            Counters counters,
            Clock clock,
            Pages pages) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.service = service;
        this.mails = mails;
        this.resets = resets;
        this.counters = counters;
        this.clock = clock;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/campaigns")
    static class Templates {
        private Templates() {}

        static native TemplateInstance campaign(Frame frame, CampaignView campaign, ResetList list);

        static native TemplateInstance live(CampaignView campaign, ResetList list);
    }

    /** A mail in the list. */
    record Line(
            String id,
            String who,
            String href,
            Badge state,
            String detail,
            @Nullable Moment sent,
            @Nullable Moment completed,
            boolean retriable) {

        static Line of(Reset reset) {
            return new Line(
                    reset.id().toString(),
                    reset.email(),
                    MigrationTab.USERS.of(reset.migrationId()) + "/" + Link.encoded(reset.sub()),
                    CampaignWords.badge(reset.state()),
                    reset.detail() == null ? "" : reset.detail(),
                    Moment.of(reset.sentAt()),
                    Moment.of(reset.completedAt()),
                    reset.state().retriable());
        }
    }

    /**
     * A page of the mails.
     *
     * @param state the only one that is shown; empty for all
     * @param retries whether there are buttons to send one again
     * @param next the place that the next page begins behind; null on the last
     */
    record ResetList(
            String state,
            boolean first,
            boolean retries,
            List<Line> lines,
            @Nullable Long next) {}

    /** Where a campaign's page is. */
    static String address(UUID migrationId, UUID campaign) {
        return MigrationTab.CAMPAIGNS.of(migrationId) + "/" + campaign;
    }

    /**
     * The campaign and its mails.
     *
     * @param before a place in the list of mails, which are shown the latest first
     */
    @GET
    @Transactional
    public String show(
            UUID id,
            UUID campaign,
            @QueryParam("state") @Nullable ResetState state,
            @QueryParam("before") @Nullable Long before) {
        Frame frame = pages.frame(migrations.get(id), MigrationTab.CAMPAIGNS);
        Campaign found = campaigns.get(id, campaign);
        return Templates.campaign(frame, view(found), list(found, state, before))
                .render();
    }

    /**
     * What moves on the page.
     *
     * @param now the campaign's state that the page shows; where it is another by now, the page is loaded anew
     */
    @GET
    @Path("live")
    @Transactional
    public Response live(
            UUID id,
            UUID campaign,
            @QueryParam("now") Campaign.@Nullable State now,
            @QueryParam("state") @Nullable ResetState state) {
        Campaign found = campaigns.get(id, campaign);
        Response.ResponseBuilder answer = Response.ok(
                Templates.live(view(found), list(found, state, null)).render());
        if (now != null && now != found.state()) {
            // The buttons are others then.
            answer.header("HX-Refresh", "true");
        }
        return answer.build();
    }

    private CampaignView view(Campaign campaign) {
        return CampaignView.of(campaign, counters.byState(campaign.id(), ResetCount.TOPIC), clock.instant());
    }

    private ResetList list(Campaign campaign, @Nullable ResetState state, @Nullable Long before) {
        List<Reset> found =
                resets.list(campaign.migrationId(), new Resets.Filter(state, null, campaign.id()), before, SHOWN + 1);
        List<Reset> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return new ResetList(
                state == null ? "" : state.name(),
                before == null,
                pages.viewer().admin() && campaign.state() != Campaign.State.CANCELLED,
                shown.stream().map(Line::of).toList(),
                found.size() > SHOWN ? shown.getLast().seq() : null);
    }

    @POST
    @Path("pause")
    public Response pause(UUID id, UUID campaign) {
        service.pause(id, campaign);
        return pages.done(address(id, campaign), "Paused. A mail that was under way still goes out.");
    }

    @POST
    @Path("resume")
    public Response resume(UUID id, UUID campaign) {
        service.resume(id, campaign);
        return pages.done(address(id, campaign), "Resumed.");
    }

    @POST
    @Path("cancel")
    public Response cancel(UUID id, UUID campaign) {
        service.cancel(id, campaign);
        return pages.done(address(id, campaign), "Cancelled. What was sent stays sent.");
    }

    @POST
    @Path("resets/{reset}/retry")
    public Response retry(UUID id, UUID campaign, UUID reset) {
        campaigns.get(id, campaign);
        mails.retry(id, reset);
        return pages.done(address(id, campaign), "The mail is sent again when its turn comes.");
    }
}
