package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.InvalidRequestException;
import dev.portage.pacing.Budget;
import dev.portage.pacing.Limit;
import dev.portage.pacing.RateBudget;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The budget of calls to WorkOS, which all replicas share. */
@Path("/rate-budget")
class RateBudgetResource {
    private static final int MOST = 1_000_000;

    private final RateBudget budget;

    RateBudgetResource(RateBudget budget) {
        this.budget = budget;
    }

    /** Calls granted in the window of each limit that ends now. */
    @Schema(name = "RateBudgetUse")
    record Used(int writesPer10s, int readsPer10s, int requestsPer60s) {}

    /**
     * The budget as it stands.
     *
     * @param pace the share of the full rate that writes go at; below one for a while after WorkOS said 429
     * @param failingSince since when WorkOS has not answered, so that it is only probed
     * @param blockedUntil nobody calls before this time, because WorkOS said so
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "RateBudget")
    record View(
            int writesPer10s,
            int readsPer10s,
            int requestsPer60s,
            Used used,
            double pace,
            @Nullable Instant blockedUntil,
            @Nullable Instant lastThrottledAt,
            @Nullable Instant failingSince) {

        static View of(Budget budget) {
            return new View(
                    budget.amounts().getOrDefault(Limit.WORKOS_WRITES, 0),
                    budget.amounts().getOrDefault(Limit.WORKOS_READS, 0),
                    budget.amounts().getOrDefault(Limit.WORKOS_REQUESTS, 0),
                    new Used(
                            budget.used().getOrDefault(Limit.WORKOS_WRITES, 0),
                            budget.used().getOrDefault(Limit.WORKOS_READS, 0),
                            budget.used().getOrDefault(Limit.WORKOS_REQUESTS, 0)),
                    budget.pace().getOrDefault(Limit.WORKOS_WRITES, 1.0),
                    budget.blockedUntil(),
                    budget.lastThrottledAt(),
                    budget.failingSince());
        }
    }

    /** What is to change; null leaves a limit. */
    @Schema(name = "RateBudgetChange")
    record Change(
            @Nullable @Min(1) @Max(MOST) Integer writesPer10s,
            @Nullable @Min(1) @Max(MOST) Integer readsPer10s,
            @Nullable @Min(1) @Max(MOST) Integer requestsPer60s) {

        Map<Limit, Integer> amounts() {
            Map<Limit, Integer> amounts = new EnumMap<>(Limit.class);
            put(amounts, Limit.WORKOS_WRITES, writesPer10s);
            put(amounts, Limit.WORKOS_READS, readsPer10s);
            put(amounts, Limit.WORKOS_REQUESTS, requestsPer60s);
            return amounts;
        }

        private static void put(Map<Limit, Integer> amounts, Limit limit, @Nullable Integer amount) {
            if (amount != null) {
                amounts.put(limit, amount);
            }
        }
    }

    @GET
    @Operation(operationId = "showRateBudget", summary = "The budget of calls to WorkOS, and how much of it is used")
    public View show() {
        return View.of(budget.look());
    }

    @PUT
    @Operation(
            operationId = "changeRateBudget",
            summary =
                    "Change the budget for all replicas at once; it holds until it is changed again, or the settings are")
    public View change(@Valid Change change) {
        if (change.amounts().isEmpty()) {
            throw new InvalidRequestException(
                    "", "must name writesPer10s, readsPer10s, requestsPer60s, or several of them");
        }
        return View.of(budget.change(change.amounts()));
    }
}
