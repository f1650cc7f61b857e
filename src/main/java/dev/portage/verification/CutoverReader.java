package dev.portage.verification;

import dev.portage.migration.Counters;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.Source;
import dev.portage.migration.UserState;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Says whether Cognito can be switched off: from the rows, and from what the latest verification has found. */
@ApplicationScoped
public class CutoverReader {
    private static final int DAYS = 7;

    private final Migrations migrations;
    private final Counters counters;
    private final CutoverCounts counts;
    private final Verifications verifications;
    private final Checklist checklist;
    private final ApplicationPlans plans;
    private final Clock clock;

    CutoverReader(
            Migrations migrations,
            Counters counters,
            CutoverCounts counts,
            Verifications verifications,
            Checklist checklist,
            ApplicationPlans plans,
            Clock clock) {
        this.migrations = migrations;
        this.counters = counters;
        this.counts = counts;
        this.verifications = verifications;
        this.checklist = checklist;
        this.plans = plans;
        this.clock = clock;
    }

    /** What is read from the database at once. */
    private record Rows(
            Migration migration,
            Cutover.Left left,
            List<Cutover.Day> fallbacks,
            long over,
            long arrived,
            Optional<VerificationView> verification) {}

    /** How it stands, without the plan for the application. */
    public record Standing(
            boolean ready,
            List<String> reasons,
            Cutover.Left left,
            List<Cutover.Day> fallbacks,
            Cutover.@Nullable Forecast forecast) {}

    /** How it stands with this migration, and what the application needs. */
    public Cutover of(UUID migrationId) throws InterruptedException {
        Standing standing = standing(migrationId);
        return new Cutover(
                standing.ready(),
                standing.reasons(),
                standing.left(),
                standing.fallbacks(),
                standing.forecast(),
                application(migrationId));
    }

    /** The plan for the application, for which Cognito is asked how the pool is set up. */
    public ApplicationPlan application(UUID migrationId) throws InterruptedException {
        Source source = QuarkusTransaction.requiringNew()
                .call(() -> migrations.get(migrationId).source());
        return plans.of(source);
    }

    /** How it stands with this migration, by what is known here. */
    public Standing standing(UUID migrationId) {
        Rows rows = QuarkusTransaction.requiringNew().call(() -> read(migrationId));
        List<String> against = against(rows);
        return new Standing(
                against.isEmpty(),
                against.isEmpty()
                        ? List.of(
                                "Everybody is in WorkOS and can sign in there, the checklist has passed, and no sign-in has needed Cognito for a week. Keep the pool for as long as you may want to go back.")
                        : against,
                rows.left(),
                rows.fallbacks(),
                forecast(rows));
    }

    private Rows read(UUID migrationId) {
        Migration migration = migrations.get(migrationId);
        Map<String, Long> states = counters.byState(migrationId, "user");
        Optional<Verification> latest = verifications
                .latest(migrationId)
                .filter(verification -> verification.state() == Verification.State.DONE);
        Map<Item, Checklist.Entry> entries = checklist.of(migrationId);
        boolean verified = latest.isPresent();
        return new Rows(
                migration,
                new Cutover.Left(
                        counts.withoutPassword(migrationId),
                        number(entries, verified, Item.RECONCILIATION, "unlinked"),
                        states.getOrDefault(UserState.PENDING.name(), 0L)
                                + states.getOrDefault(UserState.FAILED.name(), 0L),
                        number(entries, verified, Item.RECONCILIATION, "neverSignedIn"),
                        number(entries, verified, Item.SIGN_UPS, "signUps"),
                        number(entries, verified, Item.SIGN_UPS, "changed"),
                        latest.map(Verification::finishedAt).orElse(null)),
                counts.fallbacks(migrationId),
                states.getOrDefault(UserState.IMPORTED.name(), 0L) + states.getOrDefault(UserState.LINKED.name(), 0L),
                counts.arrivedSince(migrationId, clock.instant().minus(Duration.ofDays(DAYS))),
                latest.map(verification -> VerificationView.of(verification, entries)));
    }

    private static @Nullable Long number(Map<Item, Checklist.Entry> entries, boolean verified, Item item, String name) {
        Checklist.Entry entry = entries.get(item);
        return verified && entry != null && entry.evidence().values().get(name) instanceof Number found
                ? found.longValue()
                : null;
    }

    private List<String> against(Rows rows) {
        List<String> against = new ArrayList<>();
        Cutover.Left left = rows.left();
        Migration migration = rows.migration();
        if (migration.state().running()) {
            against.add("The migration is %s: wait until that is done.".formatted(migration.state()));
        }
        if (rows.over() == 0) {
            against.add("Nobody has gone over yet: start an import (POST …/imports).");
        }
        if (left.notInWorkOS() > 0) {
            against.add(
                    "%d users are not in WorkOS: an import moves those who wait (POST …/imports), a retry those who failed (POST …/retry)."
                            .formatted(left.notInWorkOS()));
        }
        if (left.withoutPassword() > 0) {
            against.add(
                    "%d users are not known to have a password in WorkOS: let them sign in through Portage (POST /sign-in), or mail them resets (POST …/password-resets, audience WITHOUT_PASSWORD)."
                            .formatted(left.withoutPassword()));
        }
        VerificationView verification = rows.verification().orElse(null);
        if (verification == null) {
            against.add("Nothing has been verified: start a verification (POST …/verification).");
        } else if (verification.result() != VerificationView.Result.PASSED) {
            against.add("The checklist is %s: each item says how it stands (GET …/verification)."
                    .formatted(verification.result()));
        }
        if (left.changed() != null && left.changed() > 0) {
            against.add(
                    "%d users have changed in Cognito since the last run: an import carries that over (POST …/imports)."
                            .formatted(left.changed()));
        }
        long asked =
                lastDays(rows).stream().mapToLong(Cutover.Day::askedCognito).sum();
        if (asked > 0) {
            against.add("%d sign-ins of the last %d days fell back to Cognito.".formatted(asked, DAYS));
        }
        return against;
    }

    private List<Cutover.Day> lastDays(Rows rows) {
        LocalDate since = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(DAYS);
        return rows.fallbacks().stream().filter(day -> day.day().isAfter(since)).toList();
    }

    private static Cutover.@Nullable Forecast forecast(Rows rows) {
        Cutover.Left left = rows.left();
        double perDay = rows.arrived() / (double) DAYS;
        long users = left.withoutPassword() + Objects.requireNonNullElse(left.unlinked(), 0L);
        return perDay == 0
                ? null
                : new Cutover.Forecast(Math.round(perDay * 10) / 10.0, (long) Math.ceil(users / perDay));
    }
}
