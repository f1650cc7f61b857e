package dev.portage.migration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** How users come into the rows, in batches, and what is planned for them. */
@ApplicationScoped
public class DiscoveredUsers {
    /** JSON's escape of U+0000, for which PostgreSQL's text has no place; a backslash that is escaped begins none. */
    private static final Pattern NUL = Pattern.compile("(?<!\\\\)((?:\\\\\\\\)*)\\\\u0000");

    private final Jdbi jdbi;
    private final ObjectMapper mapper;

    DiscoveredUsers(Jdbi jdbi, ObjectMapper mapper) {
        this.jdbi = jdbi;
        this.mapper = mapper;
    }

    /**
     * Adds users that are new and updates those that have changed; a user who is known and unchanged costs no write.
     * What has become of a user stays as it is.
     *
     * @return how many were added or updated
     */
    public int upsert(UUID migrationId, Collection<Discovered> page) {
        // One statement can not touch a row twice: of a sub that comes twice the last is taken.
        Map<String, Discovered> bySub = new LinkedHashMap<>();
        page.forEach(discovered -> bySub.put(discovered.user().sub(), discovered));
        List<Discovered> users = List.copyOf(bySub.values());
        if (users.isEmpty()) {
            return 0;
        }
        return jdbi.withHandle(handle -> handle.createUpdate("""
                        insert into source_user (migration_id, sub, username, email, status, enabled, federated_only,
                            source_created_at, source_modified_at, attributes, identities, digest, planned_reason,
                            first_seen_at, updated_at)
                        select :migration, sub, username, email, status, enabled, federated_only,
                            cast(created_at as timestamptz), cast(modified_at as timestamptz),
                            cast(attributes as jsonb), cast(identities as jsonb), digest, planned_reason,
                            clock_timestamp(), clock_timestamp()
                        from unnest(:subs, :usernames, :emails, :statuses, :enabled, :federated, :createdAts,
                            :modifiedAts, :attributes, :identities, :digests, :reasons)
                            as page (sub, username, email, status, enabled, federated_only, created_at, modified_at,
                                attributes, identities, digest, planned_reason)
                        on conflict (migration_id, sub) do update set
                            username = excluded.username, email = excluded.email, status = excluded.status,
                            enabled = excluded.enabled, federated_only = excluded.federated_only,
                            source_created_at = excluded.source_created_at,
                            source_modified_at = excluded.source_modified_at, attributes = excluded.attributes,
                            identities = excluded.identities, digest = excluded.digest,
                            planned_reason = excluded.planned_reason, merged_into = null,
                            updated_at = excluded.updated_at
                        where source_user.digest <> excluded.digest
                            or (source_user.planned_reason is distinct from excluded.planned_reason
                                and (source_user.planned_reason is distinct from 'duplicate-email'
                                    or excluded.planned_reason is not null))
                        """)
                .bind("migration", migrationId)
                .bindArray("subs", String.class, column(users, CognitoUser::sub))
                .bindArray(
                        "usernames",
                        String.class,
                        column(users, user -> user.username().replace('\0', '\uFFFD')))
                .bindArray(
                        "emails",
                        String.class,
                        column(users, user -> user.email().orElse(null)))
                .bindArray("statuses", String.class, column(users, CognitoUser::status))
                .bindArray("enabled", Boolean.class, column(users, CognitoUser::enabled))
                .bindArray("federated", Boolean.class, column(users, CognitoUser::federatedOnly))
                .bindArray("createdAts", String.class, column(users, user -> text(user.createdAt())))
                .bindArray("modifiedAts", String.class, column(users, user -> text(user.modifiedAt())))
                .bindArray("attributes", String.class, column(users, user -> json(user.attributes())))
                .bindArray("identities", String.class, column(users, user -> json(user.identities())))
                .bindArray(
                        "digests",
                        String.class,
                        users.stream().map(Discovered::digest).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        users.stream()
                                .map(user ->
                                        user.plannedReason().map(Reason::slug).orElse(null))
                                .toList())
                .execute());
    }

    /** Changes why users will not be sent; empty for those who will. */
    public void plan(UUID migrationId, Map<String, Optional<Reason>> reasons) {
        List<Map.Entry<String, Optional<Reason>>> entries = List.copyOf(reasons.entrySet());
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update source_user as u
                        set planned_reason = p.reason, merged_into = null, updated_at = clock_timestamp()
                        from unnest(:subs, :reasons) as p (sub, reason)
                        where u.migration_id = :migration and u.sub = p.sub
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "subs",
                        String.class,
                        entries.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "reasons",
                        String.class,
                        entries.stream()
                                .map(entry -> entry.getValue().map(Reason::slug).orElse(null))
                                .toList())
                .execute());
    }

    /** Notes what an import would do with those who could go over; the rest would be skipped for their planned reason. */
    public void foresee(UUID migrationId, Map<String, PlannedOutcome> outcomes) {
        List<Map.Entry<String, PlannedOutcome>> entries = List.copyOf(outcomes.entrySet());
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update source_user as u set planned_target = nullif(p.outcome, 'wouldImport')
                        from unnest(:subs, :outcomes) as p (sub, outcome)
                        where u.migration_id = :migration and u.sub = p.sub and u.planned_reason is null
                            and u.planned_target is distinct from nullif(p.outcome, 'wouldImport')
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "subs",
                        String.class,
                        entries.stream().map(Map.Entry::getKey).toList())
                .bindArray(
                        "outcomes",
                        String.class,
                        entries.stream().map(entry -> entry.getValue().text()).toList())
                .execute());
    }

    private static <T> List<@Nullable T> column(List<Discovered> users, Function<CognitoUser, @Nullable T> value) {
        List<@Nullable T> column = new ArrayList<>();
        for (Discovered user : users) {
            column.add(value.apply(user.user()));
        }
        return column;
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }

    private String json(Object value) {
        try {
            return NUL.matcher(mapper.writeValueAsString(value)).replaceAll("$1\\\\uFFFD");
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("attributes and identities are plain text", e);
        }
    }
}
