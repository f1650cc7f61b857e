package dev.portage.verification;

import dev.portage.workos.MemberPage;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** What WorkOS listed, for as long as a verification compares it. Every method joins the caller's transaction. */
@ApplicationScoped
class Listings {
    private final Jdbi jdbi;

    Listings(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Keeps those that meet a user of the migration, by the id map, the external id or the address; how many do. */
    int add(Verification verification, Collection<AccountCheck> checks) {
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into verified_account
                            (verification_id, id, email_key, external_id, signed_in, unverified, compared, lost)
                        select :verification, id, lower(email), external_id, signed_in, unverified, compared,
                            case lost when '' then '{}' else string_to_array(lost, e'\\n') end
                        from unnest(:ids, :emails, :externalIds, :signedIn, :unverified, :compared, :lost)
                            as listed (id, email, external_id, signed_in, unverified, compared, lost)
                        where exists (select from source_user as u
                                      where u.migration_id = :migration and u.workos_user_id = listed.id)
                            or exists (select from source_user as u
                                       where u.migration_id = :migration and u.sub = listed.external_id)
                            or exists (select from source_user as u
                                       where u.migration_id = :migration and u.email_key = lower(listed.email))
                        on conflict do nothing
                        """)
                .bind("verification", verification.id())
                .bind("migration", verification.migrationId())
                .bindArray(
                        "ids",
                        String.class,
                        checks.stream().map(check -> check.account().id()).toList())
                .bindArray(
                        "emails",
                        String.class,
                        checks.stream().map(check -> check.account().email()).toList())
                .bindArray(
                        "externalIds",
                        String.class,
                        checks.stream()
                                .map(check -> check.account().externalId())
                                .toList())
                .bindArray(
                        "signedIn",
                        Boolean.class,
                        checks.stream().map(check -> check.account().signedIn()).toList())
                .bindArray(
                        "unverified",
                        Boolean.class,
                        checks.stream().map(AccountCheck::unverified).toList())
                .bindArray(
                        "compared",
                        Integer.class,
                        checks.stream().map(AccountCheck::compared).toList())
                .bindArray(
                        "lost",
                        String.class,
                        checks.stream()
                                .map(check -> String.join("\n", check.lost()))
                                .toList())
                .execute());
    }

    void addMembers(Verification verification, String organizationId, Collection<MemberPage.Member> members) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into verified_membership (verification_id, organization_id, user_id, roles)
                        select :verification, :organization, user_id, string_to_array(roles, ' ')
                        from unnest(:users, :roles) as member (user_id, roles)
                        where exists (select from verification where id = :verification and state = 'RUNNING')
                        on conflict do nothing
                        """)
                .bind("verification", verification.id())
                .bind("organization", organizationId)
                .bindArray(
                        "users",
                        String.class,
                        members.stream().map(MemberPage.Member::userId).toList())
                .bindArray(
                        "roles",
                        String.class,
                        members.stream()
                                .map(member -> String.join(" ", member.roles()))
                                .toList())
                .execute());
    }

    /** Of the organizations that users of the migration are to be members of, the one after this id. */
    Optional<String> organizationAfter(UUID migrationId, String id) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select organization_id from membership
                        where migration_id = :migration and organization_id > :id
                        order by organization_id limit 1
                        """)
                .bind("migration", migrationId)
                .bind("id", id)
                .mapTo(String.class)
                .findOne());
    }

    /** Forgets what was listed of a migration, up to this many rows of each kind; whether any is left. */
    boolean forget(UUID migrationId, int atMost) {
        return jdbi.withHandle(handle -> {
            int forgotten = 0;
            for (String table : List.of("verified_account", "verified_membership")) {
                forgotten = Math.max(
                        forgotten,
                        handle.createUpdate("""
                                delete from %1$s where ctid = any(array(
                                    select ctid from %1$s where verification_id in (
                                        select id from verification where migration_id = :migration)
                                    limit :atMost))
                                """.formatted(table))
                                .bind("migration", migrationId)
                                .bind("atMost", atMost)
                                .execute());
            }
            return forgotten == atMost;
        });
    }
}
