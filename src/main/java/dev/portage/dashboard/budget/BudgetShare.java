package dev.portage.dashboard.budget;

import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Words;
import dev.portage.pacing.Budget;
import dev.portage.pacing.Limit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How much of the calls to WorkOS is used, by all replicas and all migrations together.
 *
 * @param troubles what holds sending up at the moment, in sentences
 */
public record BudgetShare(List<Line> lines, List<String> troubles) {

    private static final int ALL = 100;

    /** One limit, and what was used of it in the window that ends now. */
    public record Line(String id, String label, String used, String amount, String percent) {}

    public static BudgetShare of(Budget budget) {
        return new BudgetShare(
                List.of(
                        line(budget, Limit.WORKOS_WRITES, "Writes in 10 s"),
                        line(budget, Limit.WORKOS_READS, "Reads in 10 s"),
                        line(budget, Limit.WORKOS_REQUESTS, "All calls in 60 s")),
                troubles(budget));
    }

    private static Line line(Budget budget, Limit limit, String label) {
        int amount = budget.amounts().getOrDefault(limit, 0);
        int used = budget.used().getOrDefault(limit, 0);
        return new Line(
                "budget-" + limit.name().toLowerCase(Locale.ROOT),
                label,
                Words.number(used),
                Words.number(amount),
                String.valueOf(amount == 0 ? 0 : Math.min(ALL, used * ALL / amount)));
    }

    private static List<String> troubles(Budget budget) {
        List<String> troubles = new ArrayList<>();
        if (budget.failingSince() != null) {
            troubles.add("WorkOS has not answered since "
                    + Moment.at(budget.failingSince()).text() + ". Sending goes on by itself when it does.");
        }
        if (budget.blockedUntil() != null) {
            troubles.add("WorkOS asked for a break until "
                    + Moment.at(budget.blockedUntil()).text() + ".");
        }
        double pace = budget.pace().getOrDefault(Limit.WORKOS_WRITES, 1.0);
        if (pace < 1) {
            troubles.add("Writes go at " + Math.round(pace * ALL)
                    + " % of the budget, because WorkOS said that there were too many; the pace rises by itself.");
        }
        return troubles;
    }
}
