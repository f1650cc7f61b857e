package dev.portage.migration;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.testing.TestDatabase;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;
import org.jspecify.annotations.Nullable;

/** The rows of users on a database of its own; each migration in it is a world apart. */
final class UsersOnDatabase {
    final Jdbi jdbi = Jdbi.create(TestDatabase.fresh()).installPlugin(new PostgresPlugin());
    final DiscoveredUsers discovered = new DiscoveredUsers(jdbi, new ObjectMapper());
    final SourceUsers users = new SourceUsers(jdbi, new ObjectMapper());
    final UserDecisions decisions = new UserDecisions(jdbi);
    final Erasure erasure = new Erasure(jdbi);
    final Settling settling = new Settling(jdbi);
    final Memberships memberships = new Memberships(jdbi);
    final Counters counters = new Counters(jdbi);

    /** A confirmed, enabled, native user with a verified address, and others that differ. */
    record Person(
            String sub,
            @Nullable String email,
            String status,
            boolean enabled,
            boolean verified,
            @Nullable Instant modifiedAt,
            @Nullable Reason planned) {

        static Person of(String sub, @Nullable String email) {
            return new Person(sub, email, "CONFIRMED", true, true, Instant.parse("2026-01-01T00:00:00Z"), null);
        }

        Person email(@Nullable String other) {
            return new Person(sub, other, status, enabled, verified, modifiedAt, planned);
        }

        Person status(String other) {
            return new Person(sub, email, other, enabled, verified, modifiedAt, planned);
        }

        Person federated() {
            return status("EXTERNAL_PROVIDER");
        }

        Person disabled() {
            return new Person(sub, email, status, false, verified, modifiedAt, planned);
        }

        Person unverified() {
            return new Person(sub, email, status, enabled, false, modifiedAt, planned);
        }

        Person modified(@Nullable Instant at) {
            return new Person(sub, email, status, enabled, verified, at, planned);
        }

        Person planned(@Nullable Reason reason) {
            return new Person(sub, email, status, enabled, verified, modifiedAt, reason);
        }

        Discovered discovered() {
            Map<String, String> attributes = new HashMap<>(Map.of("email_verified", Boolean.toString(verified)));
            if (email != null) {
                attributes.put("email", email);
            }
            return new Discovered(
                    new CognitoUser(sub, sub, status, enabled, null, modifiedAt, attributes, List.of()),
                    Optional.ofNullable(planned));
        }
    }

    UUID migration() {
        UUID id = UUID.randomUUID();
        jdbi.useHandle(handle -> handle.execute("""
                insert into migration (id, name, state, source_type, options, created_at)
                values (?, 'test', 'CREATED', 'DUMP', '{}', now())
                """, id));
        return id;
    }

    int list(UUID migration, Person... page) {
        return list(migration, Arrays.asList(page));
    }

    int list(UUID migration, Collection<Person> page) {
        return discovered.upsert(
                migration, page.stream().map(Person::discovered).toList());
    }

    /** The user has gone over to WorkOS. */
    void goneOver(UUID migration, String sub) {
        decide(migration, sub, UserState.IMPORTED, null, "user_" + sub);
    }

    void decide(UUID migration, String sub, UserState state, @Nullable Reason reason, @Nullable String workosId) {
        decisions.decide(
                migration,
                List.of(new UserDecisions.Decision(
                        sub, state, reason, null, workosId, get(migration, sub).digest())));
    }

    SourceUser get(UUID migration, String sub) {
        return users.find(migration, sub).orElseThrow();
    }

    /** Everybody, in one stretch. */
    Settling.Chunk everybody(UUID migration) {
        return settling.nextChunk(migration, null, 1_000_000).orElseThrow();
    }

    List<String> toSend(UUID migration) {
        return settling.toSend(migration, everybody(migration));
    }
}
