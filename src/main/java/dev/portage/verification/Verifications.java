package dev.portage.verification;

import dev.portage.verification.Verification.Phase;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

/** The rows of the verifications. Every method joins the caller's transaction. */
@ApplicationScoped
class Verifications {
    private final Jdbi jdbi;

    Verifications(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Begins at the database's time, which is what rows are dated by. */
    void begin(UUID id, UUID migrationId, @Nullable String testEmail) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        insert into verification (id, migration_id, state, phase, test_email, started_at)
                        values (:id, :migration, 'RUNNING', 'ACCOUNTS', :email, clock_timestamp())
                        """)
                .bind("id", id)
                .bind("migration", migrationId)
                .bind("email", testEmail)
                .execute());
    }

    /** Those with these ids that are under way, by id. */
    Map<String, Verification> running(Collection<String> ids) {
        return jdbi
                .withHandle(handle -> handle.createQuery(
                                "select * from verification where id = any(:ids) and state = 'RUNNING'")
                        .bindArray(
                                "ids",
                                UUID.class,
                                ids.stream().map(UUID::fromString).toList())
                        .map((row, context) -> verification(row))
                        .list())
                .stream()
                .collect(Collectors.toMap(each -> each.id().toString(), Function.identity()));
    }

    Optional<Verification> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from verification where id = :id")
                .bind("id", id)
                .map((row, context) -> verification(row))
                .findOne());
    }

    /** The latest of this migration. */
    Optional<Verification> latest(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery(
                        "select * from verification where migration_id = :migration order by started_at desc limit 1")
                .bind("migration", migrationId)
                .map((row, context) -> verification(row))
                .findOne());
    }

    /** Keeps how far the phase has come. */
    void reached(UUID id, String place, Instant now) {
        jdbi.useHandle(
                handle -> handle.createUpdate("update verification set place = :place, place_at = :now where id = :id")
                        .bind("id", id)
                        .bind("place", place)
                        .bind("now", now)
                        .execute());
    }

    void countAccounts(UUID id, long accounts, long strangers) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update verification set accounts = accounts + :accounts, strangers = strangers + :strangers
                        where id = :id
                        """)
                .bind("id", id)
                .bind("accounts", accounts)
                .bind("strangers", strangers)
                .execute());
    }

    void countPool(UUID id, long users, long signUps, long changed) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update verification set pool_users = pool_users + :users, sign_ups = sign_ups + :signUps,
                            changed = changed + :changed
                        where id = :id
                        """)
                .bind("id", id)
                .bind("users", users)
                .bind("signUps", signUps)
                .bind("changed", changed)
                .execute());
    }

    /** The phase begins anew, and so does what it has counted. */
    void startOver(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update verification set place = null, place_at = null, restarts = restarts + 1,
                            accounts = case when phase = 'ACCOUNTS' then 0 else accounts end,
                            strangers = case when phase = 'ACCOUNTS' then 0 else strangers end,
                            pool_users = 0, sign_ups = 0, changed = 0
                        where id = :id
                        """).bind("id", id).execute());
    }

    void enter(UUID id, Phase phase) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update verification set phase = :phase, place = null, place_at = null, restarts = 0
                        where id = :id
                        """)
                .bind("id", id)
                .bind("phase", phase.name())
                .execute());
    }

    void intendMail(UUID id, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("update verification set mail_intended_at = :now where id = :id")
                .bind("id", id)
                .bind("now", now)
                .execute());
    }

    /** The mail was certainly not sent. */
    void withdrawMail(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate("update verification set mail_intended_at = null where id = :id")
                .bind("id", id)
                .execute());
    }

    void finish(UUID id, Instant now) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update verification set state = 'DONE', place = null, finished_at = :now, test_email = null
                        where id = :id
                        """).bind("id", id).bind("now", now).execute());
    }

    private static Verification verification(ResultSet row) throws SQLException {
        return new Verification(
                row.getObject("id", UUID.class),
                row.getObject("migration_id", UUID.class),
                Verification.State.valueOf(row.getString("state")),
                Phase.valueOf(row.getString("phase")),
                row.getString("place"),
                instant(row, "place_at"),
                row.getInt("restarts"),
                row.getLong("accounts"),
                row.getLong("strangers"),
                row.getLong("pool_users"),
                row.getLong("sign_ups"),
                row.getLong("changed"),
                row.getString("test_email"),
                instant(row, "mail_intended_at"),
                row.getObject("started_at", OffsetDateTime.class).toInstant(),
                instant(row, "finished_at"));
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
