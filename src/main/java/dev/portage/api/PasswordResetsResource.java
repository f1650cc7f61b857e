package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.api.problem.OptionalBody;
import dev.portage.migration.Counters;
import dev.portage.migration.Migrations;
import dev.portage.reset.Campaign;
import dev.portage.reset.CampaignService;
import dev.portage.reset.Order;
import dev.portage.reset.ResetState;
import dev.portage.reset.Resets;
import dev.portage.reset.SingleMails;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.validation.Valid;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse.StatusCode;
import org.jspecify.annotations.Nullable;

/** Password resets of a migration: asking for them, and what became of each. */
@Path("/migrations/{id}/password-resets")
class PasswordResetsResource {
    private final Migrations migrations;
    private final CampaignService campaigns;
    private final SingleMails mails;
    private final Resets resets;
    private final Counters counters;
    private final Clock clock;

    PasswordResetsResource(
            Migrations migrations,
            CampaignService campaigns,
            SingleMails mails,
            Resets resets,
            Counters counters,
            Clock clock) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.mails = mails;
        this.resets = resets;
        this.counters = counters;
        this.clock = clock;
    }

    /**
     * Who would be mailed, page by page.
     *
     * @param wouldMail how many, on all pages
     * @param leftOut who would not, by reason
     * @param durationSeconds how long it would take, with the hours between the windows
     */
    @RegisterForReflection
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "CampaignPreview")
    record DryRunView(
            boolean dryRun,
            long wouldMail,
            Map<String, Long> leftOut,
            long durationSeconds,
            List<CampaignService.Recipient> items,
            @Nullable String next) {}

    @POST
    @Operation(
            operationId = "startPasswordResets",
            summary = "Start a campaign (202), or look whom it would mail (\"dryRun\":true, 200)")
    @APIResponse(
            responseCode = "202",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = CampaignView.class)))
    @APIResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DryRunView.class)))
    public Response start(UUID id, @OptionalBody @Nullable @Valid CampaignRequest request, @BeanParam Paging paging)
            throws InterruptedException {
        CampaignRequest wanted = request == null ? CampaignRequest.DEFAULTS : request;
        Order order = wanted.toOrder(clock.instant());
        if (wanted.onlyLooks()) {
            return Response.ok(dryRun(id, order, paging)).build();
        }
        Campaign campaign = campaigns.start(id, order);
        return Response.accepted(CampaignView.of(campaign, ResetCounts.of(counters, campaign.id()), clock.instant()))
                .build();
    }

    private DryRunView dryRun(UUID id, Order order, Paging paging) throws InterruptedException {
        CampaignService.DryRun run = campaigns.dryRun(
                id, order, paging.cursor().map(cursor -> cursor.text(0)).orElse(""), paging.fetch());
        Page<CampaignService.Recipient> page =
                Page.of(run.recipients(), paging, recipient -> Cursor.of(recipient.sub()));
        return new DryRunView(true, run.wouldMail(), run.leftOut(), run.lasts().toSeconds(), page.items(), page.next());
    }

    /** A page of resets, with the counts of all. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "PasswordResetPage")
    record Listing(
            ResetCounts counts,
            List<ResetView> items,
            @Nullable String next) {}

    @GET
    @Operation(
            operationId = "listPasswordResets",
            summary = "Every mail that was asked for and what became of it, the latest first")
    public Listing list(
            UUID id,
            @QueryParam("state") @Nullable ResetState state,
            @QueryParam("email") @Nullable String email,
            @QueryParam("campaignId") @Nullable UUID campaignId,
            @BeanParam Paging paging) {
        migrations.get(id);
        Page<ResetView> page = Page.of(
                resets.list(
                        id,
                        new Resets.Filter(state, email, campaignId),
                        paging.cursor().map(cursor -> cursor.number(0)).orElse(null),
                        paging.fetch()),
                paging,
                reset -> Cursor.of(reset.seq()),
                ResetView::of);
        return new Listing(ResetCounts.of(counters, id), page.items(), page.next());
    }

    @GET
    @Path("{reset}")
    @Operation(operationId = "showPasswordReset", summary = "One mail and what became of it")
    public ResetView show(UUID id, UUID reset) {
        migrations.get(id);
        return ResetView.of(resets.get(id, reset));
    }

    @POST
    @Path("{reset}/retry")
    @Operation(
            operationId = "retryPasswordReset",
            summary = "Send a mail that failed, or of which is not known whether it went out")
    @ResponseStatus(StatusCode.ACCEPTED)
    public ResetView retry(UUID id, UUID reset) {
        return ResetView.of(mails.retry(id, reset));
    }
}
