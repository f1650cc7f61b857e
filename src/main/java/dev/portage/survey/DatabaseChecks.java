package dev.portage.survey;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jdbi.v3.core.Jdbi;

/** The database side of the preflight: its version, the rights in it, and whether its clock and ours agree. */
@ApplicationScoped
class DatabaseChecks {
    private static final int OLDEST = 14;
    /** Amazon refuses signatures that are five minutes off; what is seconds off is on its way there. */
    private static final Duration CLOCKS_MAY_DIFFER = Duration.ofSeconds(5);

    private final Jdbi jdbi;
    private final Clock clock;
    private final Optional<String> owner;

    /** @param owner who changes the schema; empty where the service's own user does */
    DatabaseChecks(Jdbi jdbi, Clock clock, @ConfigProperty(name = "quarkus.flyway.username") Optional<String> owner) {
        this.jdbi = jdbi;
        this.clock = clock;
        this.owner = owner;
    }

    List<Check> check() {
        return jdbi.withHandle(handle -> {
            int version = handle.createQuery("select current_setting('server_version_num')::integer / 10000")
                    .mapTo(int.class)
                    .one();
            List<String> without = handle.createQuery("""
                            select c.relname from pg_class as c
                            where c.relnamespace = current_schema()::regnamespace and c.relkind = 'r'
                                and not (has_table_privilege(c.oid, 'SELECT') and has_table_privilege(c.oid, 'INSERT')
                                    and (c.relname = 'audit_entry' or has_table_privilege(c.oid, 'UPDATE')
                                        and has_table_privilege(c.oid, 'DELETE')))
                            order by 1
                            """).mapTo(String.class).list();
            boolean creates = owner.isPresent()
                    || handle.createQuery("select has_schema_privilege(current_schema(), 'CREATE')")
                            .mapTo(boolean.class)
                            .one();
            Instant theirs = handle.createQuery("select clock_timestamp()")
                    .mapTo(Instant.class)
                    .one();
            return List.of(
                    version(version), rights(without, creates), clock(Duration.between(theirs, clock.instant())));
        });
    }

    private static Check version(int version) {
        return version >= OLDEST
                ? Check.passed("database.version", "PostgreSQL " + version + ".")
                : Check.failed(
                        "database.version", "PostgreSQL %d is too old: take %d or newer.".formatted(version, OLDEST));
    }

    private static Check rights(List<String> without, boolean creates) {
        if (!creates) {
            return Check.failed(
                    "database.rights",
                    "The database user may not create tables, as the next release may want: grant CREATE on the schema.");
        }
        return without.isEmpty()
                ? Check.passed("database.rights", "The database user may do all that is needed.")
                : Check.failed(
                        "database.rights",
                        "The database user may not read and write %s: grant SELECT, INSERT, UPDATE and DELETE."
                                .formatted(String.join(", ", without)));
    }

    private static Check clock(Duration ahead) {
        return ahead.abs().compareTo(CLOCKS_MAY_DIFFER) <= 0
                ? Check.passed("clock", "This machine's clock and the database's agree.")
                : Check.failed(
                        "clock",
                        "This machine's clock is %d s %s that of the database: keep both in time (NTP)."
                                .formatted(ahead.abs().toSeconds(), ahead.isNegative() ? "behind" : "ahead of"));
    }
}
