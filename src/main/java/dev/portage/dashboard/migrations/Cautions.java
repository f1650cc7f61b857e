package dev.portage.dashboard.migrations;

import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Words;
import dev.portage.federation.IdentityProviders;
import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.SourceType;
import dev.portage.transfer.GroupChoices;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Says who is about to go over, or is going over, with something undone: providers that do not work, undecided groups. */
@ApplicationScoped
class Cautions {

    private final IdentityProviders providers;
    private final GroupChoices groups;
    private final Counters counters;

    Cautions(IdentityProviders providers, GroupChoices groups, Counters counters) {
        this.providers = providers;
        this.groups = groups;
        this.counters = counters;
    }

    /** None for a migration that moves nobody any more. */
    List<Caution> of(Migration migration) {
        if (migration.source().type() == SourceType.DUMP
                || migration.erasedAt() != null
                || !migration.state().live()
                || migration.state() == MigrationState.UNDOING) {
            return List.of();
        }
        List<Caution> cautions = new ArrayList<>();
        providers.unproven(migration.id()).forEach(provider -> cautions.add(of(migration.id(), provider)));
        List<String> undecided = groups.undecided(migration.id());
        if (!undecided.isEmpty()) {
            cautions.add(new Caution(
                    "Nobody has decided what becomes of %s of the pool, such as “%s”: their members become nothing."
                            .formatted(Words.count(undecided.size(), "group"), undecided.getFirst()),
                    MigrationTab.GROUPS.of(migration.id()),
                    "Decide on the groups"));
        }
        return cautions;
    }

    /**
     * What to know before an import is started.
     *
     * @param known what is known of the migration, of which nothing can be before the source was read
     */
    List<Caution> beforeStart(Migration migration, List<Caution> known) {
        boolean unread = migration.source().type() == SourceType.USER_POOL
                && counters.byState(migration.id(), "user").isEmpty();
        return unread
                ? List.of(new Caution(
                        "Nothing has been read yet, so nobody can say whose provider or group needs something done first. An assessment finds out, and moves nobody.",
                        MigrationTab.ASSESSMENT.of(migration.id()),
                        "To the assessment"))
                : known;
    }

    private static Caution of(UUID id, IdentityProviders.Unproven provider) {
        String check = provider.status() == ProviderCheck.Status.FAILED ? "has failed" : "has not been made";
        return new Caution(
                "%s still to go over can sign in through %s only, and its check %s: they may be locked out."
                        .formatted(Words.count(provider.waiting(), "user"), provider.name(), check),
                MigrationTab.PROVIDERS.of(id),
                "To the providers");
    }
}
