package dev.portage.survey;

import dev.portage.cognito.HomeRegion;
import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolDescriptions.ListedPool;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.Reading;
import dev.portage.migration.InvalidRequestException;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/** The user pools that the credentials can see, for choosing one. */
@ApplicationScoped
public class PoolCatalog {
    private final PoolDescriptions pools;
    private final HomeRegion home;
    private final RateBudget budget;

    PoolCatalog(PoolDescriptions pools, HomeRegion home, RateBudget budget) {
        this.pools = pools;
        this.home = home;
        this.budget = budget;
    }

    /** What came of asking, and where. */
    public record Answer(String region, Reading<PoolListing<ListedPool>> reading) {}

    /**
     * Lists up to 60 pools of a region.
     *
     * @param region where; the one that this service is set up for where empty
     * @param token of the page before
     * @throws InvalidRequestException where no region is known
     * @throws InterruptedException where the service stops
     */
    public Answer list(Optional<String> region, int limit, Optional<String> token) throws InterruptedException {
        String where = region.or(home::id)
                .orElseThrow(() -> new InvalidRequestException(
                        "region", "must name a region, such as eu-west-1, or AWS_REGION be set"));
        budget.turn().await(Draw.COGNITO_DESCRIPTION);
        return new Answer(where, pools.listPools(where, limit, token));
    }
}
