package dev.portage.verification;

import dev.portage.migration.Left;
import dev.portage.migration.SignInOutcome;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jdbi.v3.core.Jdbi;

/** Counts who is left in Cognito. */
@ApplicationScoped
class CutoverCounts {
    /** Outcomes of sign-ins that Cognito had no part in. */
    private static final Set<SignInOutcome> WITHOUT_COGNITO = Set.of(
            SignInOutcome.SIGNED_IN,
            SignInOutcome.STEP_UP,
            SignInOutcome.WRONG_PASSWORD_IN_WORKOS,
            SignInOutcome.NO_FALLBACK,
            SignInOutcome.LIMITED,
            SignInOutcome.WORKOS_LIMITED,
            SignInOutcome.WORKOS_UNAVAILABLE,
            SignInOutcome.WORKOS_REFUSED,
            SignInOutcome.BUDGET_SPENT,
            SignInOutcome.RESET_SENT,
            SignInOutcome.RESET_SENT_TO_NEW_USER,
            SignInOutcome.RESET_NOT_SENT);

    private final Jdbi jdbi;

    CutoverCounts(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    /** Users in WorkOS who had a password in Cognito, and are not known to have one there. */
    long withoutPassword(UUID migrationId) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select count(*) from source_user where migration_id = :migration and "
                                + Left.WITHOUT_PASSWORD.condition())
                        .bind("migration", migrationId)
                        .mapTo(long.class)
                        .one());
    }

    /** Users who have come over for good since: who have a password in WorkOS, or, without one, signed in by a provider. */
    long arrivedSince(UUID migrationId, Instant since) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select
                            (select count(*) from workos_password as p join source_user as u using (workos_user_id)
                             where p.since >= :since and migration_id = :migration and not federated_only)
                            + (select count(*) from workos_sign_in as s join source_user as u using (workos_user_id)
                               where s.by_provider_since >= :since and migration_id = :migration and federated_only)
                        """)
                .bind("migration", migrationId)
                .bind("since", since)
                .mapTo(long.class)
                .one());
    }

    /** The days, of the last thirty, on which sign-ins fell back to Cognito. */
    List<Cutover.Day> fallbacks(UUID migrationId) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        select cast(state as date) as day, sum(n) as asked,
                            coalesce(sum(n) filter (where reason = 'CARRIED_OVER'), 0) as carried
                        from tally
                        where owner = :migration and topic = 'sign-in' and reason = any(:outcomes)
                            and state > cast(cast(now() at time zone 'UTC' as date) - 30 as text)
                        group by 1 order by 1
                        """)
                .bind("migration", migrationId)
                .bindArray(
                        "outcomes",
                        String.class,
                        Stream.of(SignInOutcome.values())
                                .filter(outcome -> !WITHOUT_COGNITO.contains(outcome))
                                .map(SignInOutcome::name)
                                .toList())
                .map((row, context) -> new Cutover.Day(
                        row.getObject("day", LocalDate.class), row.getLong("asked"), row.getLong("carried")))
                .list());
    }
}
