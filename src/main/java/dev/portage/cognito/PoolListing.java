package dev.portage.cognito;

import java.util.List;
import java.util.Optional;

/**
 * A page of a list about a pool, or of the pools.
 *
 * @param nextToken empty on the last page only; a page can be short or empty although more follow
 */
public record PoolListing<T>(List<T> items, Optional<String> nextToken) {

    public PoolListing {
        items = List.copyOf(items);
    }
}
