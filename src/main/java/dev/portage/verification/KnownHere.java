package dev.portage.verification;

import dev.portage.migration.Membership;
import dev.portage.migration.Memberships;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.ProviderCheckRows;
import dev.portage.migration.Runs;
import dev.portage.migration.SignIns;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.WorkOsPasswords;
import dev.portage.migration.WorkOsSignIns;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What is known here of one user, in few queries and one transaction. */
@ApplicationScoped
class KnownHere {
    /** Whoever has more migrations than this is asked for the newest. */
    private static final int MOST_MIGRATIONS = 50;

    private static final int SIGN_INS = 5;

    private final Migrations migrations;
    private final SourceUsers users;
    private final Memberships memberships;
    private final Runs runs;
    private final WorkOsPasswords passwords;
    private final SignIns signIns;
    private final WorkOsSignIns providerSignIns;
    private final ProviderCheckRows providerChecks;
    private final Jdbi jdbi;

    KnownHere(
            Migrations migrations,
            SourceUsers users,
            Memberships memberships,
            Runs runs,
            WorkOsPasswords passwords,
            SignIns signIns,
            WorkOsSignIns providerSignIns,
            ProviderCheckRows providerChecks,
            Jdbi jdbi) {
        this.migrations = migrations;
        this.users = users;
        this.memberships = memberships;
        this.runs = runs;
        this.passwords = passwords;
        this.signIns = signIns;
        this.providerSignIns = providerSignIns;
        this.providerChecks = providerChecks;
        this.jdbi = jdbi;
    }

    /** By what a user is looked for. */
    sealed interface Key {
        record Email(String email) implements Key {}

        record Sub(String sub) implements Key {}
    }

    /**
     * What there is.
     *
     * @param migration the user's, or else the newest live one
     * @param cameByProvider whether the user is known to have signed in to WorkOS through an identity provider
     * @param providerChecks the latest check of each identity provider of the migration that was checked, by its name
     */
    record Known(
            Optional<Migration> migration,
            Optional<SourceUser> row,
            List<Membership> memberships,
            Map<String, String> attributeKeys,
            boolean passwordKnown,
            boolean cameByProvider,
            Map<String, ProviderCheck> providerChecks,
            Optional<Findings.Mail> mail,
            List<SignIns.Recorded> signIns) {}

    /** @param within the only migration to look in; empty to look in all */
    @Transactional
    Known find(Key key, Optional<UUID> within) {
        List<Migration> all = within
                .map(id -> List.of(migrations.get(id)))
                .orElseGet(() -> migrations.newestFirst(null, MOST_MIGRATIONS))
                .stream()
                .filter(migration -> migration.erasedAt() == null)
                .toList();
        for (Migration migration : all) {
            Optional<SourceUser> row = row(migration.id(), key);
            if (row.isPresent()) {
                return known(migration, row.get(), key);
            }
        }
        Optional<Migration> live =
                all.stream().filter(migration -> migration.state().live()).findFirst();
        return new Known(
                live, Optional.empty(), List.of(), Map.of(), false, false, Map.of(), Optional.empty(), signIns(key));
    }

    private Optional<SourceUser> row(UUID migration, Key key) {
        return switch (key) {
            case Key.Email(String email) ->
                users.withEmail(migration, email).stream().findFirst();
            case Key.Sub(String sub) -> users.find(migration, sub);
        };
    }

    private List<SignIns.Recorded> signIns(Key key) {
        return switch (key) {
            case Key.Email(String email) -> signIns.ofEmail(email, SIGN_INS);
            case Key.Sub(String sub) -> signIns.ofSub(sub, SIGN_INS);
        };
    }

    private Known known(Migration migration, SourceUser row, Key key) {
        String workosId = row.workosUserId();
        // A sign-in that ended before it was known who it is has the address only.
        List<SignIns.Recorded> latest = row.cognito()
                .email()
                .map(email -> signIns.ofEmail(email, SIGN_INS))
                .orElseGet(() -> signIns(key));
        return new Known(
                Optional.of(migration),
                Optional.of(row),
                memberships.of(migration.id(), row.sub()),
                runs.latestAttributeKeys(migration.id()).orElse(Map.of()),
                workosId != null && passwords.has(workosId),
                workosId != null && providerSignIns.byProviderSince(workosId).isPresent(),
                providerChecks.of(migration.id()),
                mail(migration.id(), row.sub()),
                latest);
    }

    private Optional<Findings.Mail> mail(UUID migrationId, String sub) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select state, reason, updated_at from password_reset
                        where migration_id = :migration and sub = :sub and state <> 'COMPLETED'
                        order by seq desc limit 1
                        """)
                .bind("migration", migrationId)
                .bind("sub", sub)
                .map((row, context) -> new Findings.Mail(
                        row.getString("state"),
                        Optional.ofNullable(row.getString("reason")),
                        row.getObject("updated_at", OffsetDateTime.class).toInstant()))
                .findOne());
    }
}
