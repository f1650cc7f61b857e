package dev.portage.transfer;

import dev.portage.migration.Memberships;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.Places;
import dev.portage.queue.Queue;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Queues what is to be done so that users are members where the options want them, and no more where they do not. */
@ApplicationScoped
class MembershipUpkeep {
    private final Memberships memberships;
    private final Places places;
    private final Queue queue;

    MembershipUpkeep(Memberships memberships, Places places, Queue queue) {
        this.memberships = memberships;
        this.places = places;
        this.queue = queue;
    }

    /** For users who have gone over. Joins the caller's transaction. */
    void follow(Migration migration, List<String> subs) {
        List<Memberships.Wanted> wanted = places.of(migration.id(), migration.options(), subs).values().stream()
                .flatMap(List::stream)
                .toList();
        follow(migration.id(), migration.options(), subs, wanted, null);
    }

    /**
     * For users who have just gone over, and what they are to have.
     *
     * @param asOf the place in the queue; null for its end
     */
    void follow(
            UUID migrationId,
            Options options,
            Collection<String> subs,
            Collection<Memberships.Wanted> wanted,
            @Nullable Instant asOf) {
        List<String> wantedKeys = wanted.isEmpty() ? List.of() : memberships.want(migrationId, wanted);
        List<String> unwantedKeys = memberships.unwant(migrationId, subs, places.ledInto(migrationId, options), wanted);
        queue.enqueue(
                migrationId,
                Kinds.MEMBERSHIP,
                Stream.concat(wantedKeys.stream(), unwantedKeys.stream()).toList(),
                asOf);
    }
}
