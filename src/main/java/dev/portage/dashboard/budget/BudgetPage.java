package dev.portage.dashboard.budget;

import dev.portage.dashboard.Form;
import dev.portage.dashboard.Frame;
import dev.portage.dashboard.Mistake;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Pages;
import dev.portage.dashboard.Section;
import dev.portage.migration.InvalidRequestException;
import dev.portage.pacing.Budget;
import dev.portage.pacing.Limit;
import dev.portage.pacing.RateBudget;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The budget of calls to WorkOS, what is used of it, and its change. */
@Path("/dashboard/budget")
@Produces(Pages.HTML)
class BudgetPage {

    private static final int BAD_REQUEST = 400;
    private static final int MOST = 1_000_000;

    private final RateBudget budget;
    private final Pages pages;

    BudgetPage(RateBudget budget, Pages pages) {
        this.budget = budget;
        this.pages = pages;
    }

    @CheckedTemplate(basePath = "dashboard/budget")
    static class Templates {
        private Templates() {}

        static native TemplateInstance budget(
                Frame frame,
                BudgetShare budget,
                List<Amount> limits,
                @Nullable Moment throttled,
                List<Mistake> mistakes);

        static native TemplateInstance lines(BudgetShare budget);
    }

    /** A limit that can be changed, under its name in the API. */
    record Amount(String name, String label, int value) {}

    /** The limits that can be changed, in the order in which they are shown. */
    private enum Field {
        WRITES("writesPer10s", "Writes in 10 s", Limit.WORKOS_WRITES),
        READS("readsPer10s", "Reads in 10 s", Limit.WORKOS_READS),
        REQUESTS("requestsPer60s", "All calls in 60 s", Limit.WORKOS_REQUESTS);

        private final String field;
        private final String label;
        private final Limit limit;

        Field(String field, String label, Limit limit) {
            this.field = field;
            this.label = label;
            this.limit = limit;
        }
    }

    @GET
    public String show() {
        return page(List.of());
    }

    @GET
    @Path("used")
    public String used() {
        return Templates.lines(BudgetShare.of(budget.look())).render();
    }

    @POST
    @Consumes(Pages.FORM)
    public Response change(MultivaluedMap<String, String> sent) {
        Form form = Form.of(sent);
        try {
            Map<Limit, Integer> amounts = new EnumMap<>(Limit.class);
            for (Field field : Field.values()) {
                amounts.put(field.limit, amount(form, field.field));
            }
            budget.change(amounts);
            return pages.done("/dashboard/budget", "The budget is changed, for all replicas at once.");
        } catch (InvalidRequestException e) {
            return Response.status(BAD_REQUEST).entity(page(Mistake.of(e))).build();
        }
    }

    private static int amount(Form form, String field) {
        int amount = form.whole(field).orElse(0);
        if (amount < 1 || amount > MOST) {
            throw new InvalidRequestException(field, "must be a whole number from 1 to 1,000,000");
        }
        return amount;
    }

    private String page(List<Mistake> mistakes) {
        Budget now = budget.look();
        return Templates.budget(
                        pages.frame("Rate budget", Section.BUDGET),
                        BudgetShare.of(now),
                        Arrays.stream(Field.values())
                                .map(field -> new Amount(
                                        field.field, field.label, now.amounts().getOrDefault(field.limit, 0)))
                                .toList(),
                        Moment.of(now.lastThrottledAt()),
                        mistakes)
                .render();
    }
}
