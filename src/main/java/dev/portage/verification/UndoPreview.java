package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.Counters;
import dev.portage.migration.MadeOrganizations;
import dev.portage.migration.UndoRows;
import dev.portage.workos.PasswordFeed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;

/**
 * Counts what an undo would do, by what the rows know: so it answers at once, however many users there are and whether or
 * not WorkOS answers. The jobs that delete ask WorkOS of each user anew.
 */
@ApplicationScoped
public class UndoPreview {
    private static final Logger LOG = Logger.getLogger(UndoPreview.class);

    /** Longer than WorkOS mostly takes to tell of what is new, and shorter than a caller minds. */
    private static final Duration FOR_EVENTS = Duration.ofMillis(500);

    private static final Duration MOST = Duration.ofSeconds(30);

    private final UndoRows rows;
    private final MadeOrganizations made;
    private final Counters counters;
    private final PasswordFeed events;

    UndoPreview(UndoRows rows, MadeOrganizations made, Counters counters, PasswordFeed events) {
        this.rows = rows;
        this.made = made;
        this.counters = counters;
        this.events = events;
    }

    /**
     * What an undo would do.
     *
     * @param wouldDelete accounts that this migration created
     * @param wouldKeep others, by the reason
     * @param wouldDeleteOrganizations that this migration created, as far as nobody else is in them by then
     * @param wouldEndMemberships that it gave to users who were there before
     * @param wouldClearExternalIds of users who were there before and had none
     * @param signInsKnownUpTo who has signed in after this time is found when its turn comes
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    public record Preview(
            long wouldDelete,
            Map<String, Long> wouldKeep,
            long wouldDeleteOrganizations,
            long wouldEndMemberships,
            long wouldClearExternalIds,
            Instant signInsKnownUpTo) {
        public Preview {
            wouldKeep = new TreeMap<>(wouldKeep);
        }
    }

    Preview of(UUID migrationId, boolean includeSignedIn) throws InterruptedException {
        learn();
        return QuarkusTransaction.requiringNew().call(() -> {
            UndoRows.Extent extent = rows.extent(migrationId, counters.byState(migrationId, "user"));
            long kept = includeSignedIn ? 0 : extent.signedIn();
            return new Preview(
                    extent.accounts() - kept,
                    Map.of(UndoRule.SIGNED_IN, kept, "linked", extent.linked()),
                    made.of(migrationId).size(),
                    extent.memberships(),
                    extent.externalIds(),
                    events.look().caughtUpAt());
        });
    }

    /** Reads on in WorkOS's events; what comes too late for this answer is in the next one. */
    private void learn() throws InterruptedException {
        Thread reader = Thread.ofPlatform().daemon().name("portage-events").start(() -> {
            try {
                events.catchUp(MOST);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException e) {
                LOG.warnf(
                        "WorkOS's events can not be read at the moment: %s",
                        e.getClass().getSimpleName());
            }
        });
        reader.join(FOR_EVENTS);
    }
}
