package dev.portage.migration;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.UUID;
import org.jdbi.v3.core.Jdbi;

/** Deletes what the rows tell of people; the counters keep them. Every method joins the caller's transaction. */
@ApplicationScoped
public class Erasure {
    private final Jdbi jdbi;

    Erasure(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Deletes users, up to this many at a time; how many. */
    public int users(UUID migrationId, int atMost) {
        return jdbi.withHandle(handle -> {
            List<String> subs = handle.createQuery(
                            "select sub from source_user where migration_id = :migration limit :atMost")
                    .bind("migration", migrationId)
                    .bind("atMost", atMost)
                    .mapTo(String.class)
                    .list();
            for (String table : List.of("workos_password", "workos_sign_in")) {
                handle.createUpdate("delete from " + table + """
                                 where workos_user_id = any(array(
                                    select workos_user_id from source_user
                                    where migration_id = :migration and sub = any(:subs)))
                                """)
                        .bind("migration", migrationId)
                        .bindArray("subs", String.class, subs)
                        .execute();
            }
            // Password resets go with their users, by the foreign key.
            for (String table : List.of("user_event", "membership", "group_member", "sign_in", "source_user")) {
                handle.createUpdate("delete from " + table + " where migration_id = :migration and sub = any(:subs)")
                        .bind("migration", migrationId)
                        .bindArray("subs", String.class, subs)
                        .execute();
            }
            return subs.size();
        });
    }

    /**
     * Deletes what is known of those who have no row: members of groups who were not listed, and sign-ins of whoever was
     * turned away. Up to this many of each kind at a time; how many.
     */
    public int strays(UUID migrationId, int atMost) {
        return jdbi.withHandle(handle -> {
            int erased = 0;
            for (String table : List.of("group_member", "sign_in")) {
                erased += handle.createUpdate("""
                                delete from %1$s where ctid = any(array(
                                    select ctid from %1$s where migration_id = :migration limit :atMost))
                                """.formatted(table))
                        .bind("migration", migrationId)
                        .bind("atMost", atMost)
                        .execute();
            }
            return erased;
        });
    }
}
