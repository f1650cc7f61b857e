package dev.portage.workos;

import dev.portage.migration.MadeOrganizations;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.Turn;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/**
 * Organizations that are named by name: found where Portage has created one for the name, or created, which is written
 * down for an undo. In this room because both imports and identity providers need it, which may not know each other.
 */
@ApplicationScoped
public class NamedOrganizations {
    private final WorkOsOrganizations organizations;
    private final MadeOrganizations made;

    NamedOrganizations(WorkOsOrganizations organizations, MadeOrganizations made) {
        this.organizations = organizations;
        this.made = made;
    }

    /**
     * The id of the organization. Its external id follows from the name: so a creation whose answer was lost is found
     * again, and another migration that names it meets it.
     *
     * @param domains of an organization that is created
     */
    public Outcome<String> findOrCreate(UUID migrationId, String name, List<String> domains, Turn turn)
            throws InterruptedException {
        String externalId = "portage-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
        Outcome<String> known = organizations.byExternalId(externalId, turn);
        Outcome<String> there = known instanceof Outcome.NotFound<String>
                ? create(migrationId, name, externalId, domains, turn)
                : known;
        if (there instanceof Outcome.Success<String>(String id)) {
            QuarkusTransaction.requiringNew().run(() -> made.found(migrationId, externalId, id));
        }
        return there;
    }

    private Outcome<String> create(UUID migrationId, String name, String externalId, List<String> domains, Turn turn)
            throws InterruptedException {
        QuarkusTransaction.requiringNew().run(() -> made.intend(migrationId, externalId));
        Outcome<String> created;
        try {
            created = organizations.create(name, externalId, domains, turn);
        } catch (InterruptedException | BudgetExhausted e) {
            // Both come before the call.
            withdraw(migrationId, externalId);
            throw e;
        }
        switch (created) {
            case Outcome.Rejected<String> ignored -> withdraw(migrationId, externalId);
            case Outcome.Throttled<String> ignored -> withdraw(migrationId, externalId);
            case Outcome.Unauthorized<String> ignored -> withdraw(migrationId, externalId);
            case Outcome.NotFound<String> ignored -> withdraw(migrationId, externalId);
            case Outcome.Conflict<String> ignored -> withdraw(migrationId, externalId);
            // It may be there all the same.
            case Outcome.Unavailable<String> ignored -> {}
            case Outcome.Unreadable<String> ignored -> {}
            case Outcome.Success<String> ignored -> {}
        }
        return created;
    }

    private void withdraw(UUID migrationId, String externalId) {
        QuarkusTransaction.requiringNew().run(() -> made.withdraw(migrationId, externalId));
    }
}
