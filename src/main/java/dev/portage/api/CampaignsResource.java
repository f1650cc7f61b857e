package dev.portage.api;

import dev.portage.migration.Counters;
import dev.portage.migration.Migrations;
import dev.portage.reset.Campaign;
import dev.portage.reset.CampaignService;
import dev.portage.reset.Campaigns;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import java.time.Clock;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The password-reset campaigns of a migration. */
@Path("/migrations/{id}/campaigns")
class CampaignsResource {
    private final Migrations migrations;
    private final Campaigns campaigns;
    private final CampaignService service;
    private final Counters counters;
    private final Clock clock;

    CampaignsResource(
            Migrations migrations, Campaigns campaigns, CampaignService service, Counters counters, Clock clock) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.service = service;
        this.counters = counters;
        this.clock = clock;
    }

    @GET
    @Operation(
            operationId = "listCampaigns",
            summary = "Every campaign, the newest first; mails for single users are in none of them")
    @Transactional
    public Page<CampaignView> list(UUID id, @BeanParam Paging paging) {
        migrations.get(id);
        return Page.of(
                campaigns.newestFirst(
                        id, paging.cursor().map(cursor -> cursor.instant(0)).orElse(null), paging.fetch()),
                paging,
                campaign -> Cursor.of(campaign.createdAt()),
                this::view);
    }

    @GET
    @Path("{campaign}")
    @Operation(operationId = "showCampaign", summary = "One campaign and how far it is")
    public CampaignView show(UUID id, UUID campaign) {
        return view(campaigns.get(id, campaign));
    }

    @POST
    @Path("{campaign}/pause")
    @Operation(operationId = "pauseCampaign", summary = "Send no more mails for now; what is in flight is finished")
    public CampaignView pause(UUID id, UUID campaign) {
        return view(service.pause(id, campaign));
    }

    @POST
    @Path("{campaign}/resume")
    @Operation(operationId = "resumeCampaign", summary = "Go on where the campaign was paused")
    public CampaignView resume(UUID id, UUID campaign) {
        return view(service.resume(id, campaign));
    }

    @POST
    @Path("{campaign}/cancel")
    @Operation(operationId = "cancelCampaign", summary = "Give the campaign up; what was sent stays sent")
    public CampaignView cancel(UUID id, UUID campaign) {
        return view(service.cancel(id, campaign));
    }

    private CampaignView view(Campaign campaign) {
        return CampaignView.of(campaign, ResetCounts.of(counters, campaign.id()), clock.instant());
    }
}
