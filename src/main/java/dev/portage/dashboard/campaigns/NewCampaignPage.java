package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Words;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.reset.Campaign;
import dev.portage.reset.CampaignService;
import dev.portage.reset.Delivery;
import dev.portage.reset.Order;
import dev.portage.reset.Resets;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The way to a campaign: what it is to be, then who would be mailed, and only then the mails. */
@Path("/dashboard/migrations/{id}/campaigns/new")
@Produces(Pages.HTML)
class NewCampaignPage {

    private static final int SHOWN = 50;
    private static final int BAD_REQUEST = 400;

    private final Migrations migrations;
    private final CampaignService campaigns;
    private final Resets resets;
    private final Clock clock;
    private final Pages pages;

    NewCampaignPage(Migrations migrations, CampaignService campaigns, Resets resets, Clock clock, Pages pages) {
        this.migrations = migrations;
        this.campaigns = campaigns;
        this.resets = resets;
        this.clock = clock;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/campaigns", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
    static class Templates {
        private Templates() {}

        /** @param tried whether some mail of the migration has been tried on a few */
        static native TemplateInstance newCampaign(Frame frame, Form form, boolean tried, List<Mistake> mistakes);

        static native TemplateInstance preview(Frame frame, Preview preview);
    }

    /**
     * Who would be mailed.
     *
     * @param who how many, in words
     * @param canaryMissing whether a canary has to come first, and none has
     * @param sender who sends the mails, in words
     * @param fields what was asked for
     * @param after the last one on the page before; empty on the first
     * @param next the last one on this page; null on the last
     */
    record Preview(
            boolean anybody,
            String who,
            String lasts,
            boolean canaryMissing,
            String sender,
            List<CampaignWords.LeftOut> leftOut,
            List<CampaignService.Recipient> recipients,
            List<CampaignForm.Hidden> fields,
            String after,
            @Nullable String next) {}

    @GET
    public String ask(UUID id) {
        Migration migration = migrations.get(id);
        migration.requireNotErased();
        boolean tried = resets.triedOnAFew(id);
        Form proposed = new Form(Map.of(
                "audience", List.of(tried ? "WITHOUT_PASSWORD" : "CANARY"),
                "count", List.of("3"),
                "hoursAgo", List.of("1"),
                "perHour", List.of(String.valueOf(Order.PER_HOUR))));
        return form(migration, proposed, tried, List.of());
    }

    @POST
    @Path("preview")
    @Consumes(Pages.FORM)
    public Response preview(UUID id, MultivaluedMap<String, String> sent) throws InterruptedException {
        Migration migration = migrations.get(id);
        Form form = Form.of(sent);
        try {
            Preview preview = look(id, form);
            return Response.ok(Templates.preview(pages.frame(migration, MigrationTab.CAMPAIGNS), preview)
                            .render())
                    .build();
        } catch (InvalidRequestException e) {
            return Response.status(BAD_REQUEST)
                    .entity(form(migration, form, resets.triedOnAFew(id), Mistake.of(e)))
                    .build();
        }
    }

    private Preview look(UUID id, Form form) throws InterruptedException {
        CampaignForm wanted = new CampaignForm(form);
        Order order = wanted.toOrder(clock.instant());
        String after = form.text("after");
        CampaignService.DryRun run = campaigns.dryRun(id, order, after, SHOWN + 1);
        List<CampaignService.Recipient> found = run.recipients();
        List<CampaignService.Recipient> shown = found.size() > SHOWN ? found.subList(0, SHOWN) : found;
        return new Preview(
                run.wouldMail() > 0,
                Words.count(run.wouldMail(), "user"),
                Words.duration(run.lasts()),
                order.audience().kind().everybody() && !order.withoutCanary() && !resets.triedOnAFew(id),
                order.delivery() == Delivery.WORKOS
                        ? "WorkOS sends the mails"
                        : "Your own system sends the mails, through the callback",
                CampaignWords.LeftOut.of(run.leftOut()),
                shown,
                wanted.hidden(),
                after,
                found.size() > SHOWN ? shown.getLast().sub() : null);
    }

    @POST
    @Consumes(Pages.FORM)
    public Response start(UUID id, MultivaluedMap<String, String> sent) throws InterruptedException {
        Campaign campaign = campaigns.start(id, new CampaignForm(Form.of(sent)).toOrder(clock.instant()));
        return pages.done(CampaignPage.address(id, campaign.id()), "The campaign has started.");
    }

    private String form(Migration migration, Form form, boolean tried, List<Mistake> mistakes) {
        return Templates.newCampaign(pages.frame(migration, MigrationTab.CAMPAIGNS), form, tried, mistakes)
                .render();
    }
}
