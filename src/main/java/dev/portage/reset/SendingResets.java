package dev.portage.reset;

import dev.portage.migration.WorkOsPasswords.How;
import dev.portage.migration.WorkOsPasswords.Proof;
import dev.portage.workos.ResetLimit;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;

/** The rows of the mails while they are sent, and after. */
@ApplicationScoped
class SendingResets {
    private final Jdbi jdbi;
    private final ResetLimit limit;

    SendingResets(Jdbi jdbi, ResetLimit limit) {
        this.jdbi = jdbi;
        this.limit = limit;
    }

    /** Mails of one campaign with what is known of their users now, by id. */
    Map<String, ResetWork> load(UUID campaign, Collection<String> ids) {
        ResetRow reset = new ResetRow();
        return jdbi
                .withHandle(handle -> handle.createQuery("""
                                select reset.*, campaign.delivery, campaign.audience,
                                    u.state in ('IMPORTED', 'LINKED') and u.workos_user_id is not null as over,
                                    u.reason as mark, known.how
                                from password_reset as reset
                                join password_reset_campaign as campaign on campaign.id = reset.campaign_id
                                join source_user as u on u.migration_id = reset.migration_id and u.sub = reset.sub
                                left join workos_password as known on known.workos_user_id = u.workos_user_id
                                where reset.campaign_id = :campaign and reset.id = any(:ids) and reset.state = 'QUEUED'
                                """)
                        .bind("campaign", campaign)
                        .bindArray(
                                "ids",
                                UUID.class,
                                ids.stream().map(UUID::fromString).toList())
                        .map((row, context) -> new ResetWork(
                                reset.map(row, context),
                                Delivery.valueOf(row.getString("delivery")),
                                ResetAudience.Kind.valueOf(row.getString("audience")),
                                row.getBoolean("over"),
                                row.getString("mark"),
                                Optional.ofNullable(row.getString("how")).map(How::valueOf)))
                        .list())
                .stream()
                .collect(Collectors.toMap(work -> work.reset().id().toString(), Function.identity()));
    }

    /** Whether a mail may be sent now. */
    sealed interface Intent {
        /** It is written down that it will be; from here on it counts as perhaps sent. */
        record Committed() implements Intent {}

        /** Its address has had as many within a minute as WorkOS takes. */
        record TooSoon(Duration delay) implements Intent {}

        /** Another has set about to send it, or it has been cancelled. */
        record Taken() implements Intent {}
    }

    /**
     * Writes the intent down; to be committed before the call.
     *
     * @param email the address that WorkOS is going to be told
     */
    Intent intend(UUID id, String email) {
        int taken = jdbi.withHandle(
                handle -> handle.createUpdate("""
                        update password_reset set intent_at = clock_timestamp()
                        where id = :id and state = 'QUEUED' and intent_at is null
                        """).bind("id", id).execute());
        if (taken == 0) {
            return new Intent.Taken();
        }
        Optional<Duration> wait = limit.take(email);
        if (wait.isEmpty()) {
            return new Intent.Committed();
        }
        withdraw(id);
        return new Intent.TooSoon(wait.get());
    }

    /** Takes an intent back of which certainly nothing came. */
    void withdraw(UUID id) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update password_reset set intent_at = null where id = :id and state = 'QUEUED'")
                .bind("id", id)
                .execute());
    }

    /** What came of mails. Whoever has set a password by now is done, whatever else is heard. */
    void record(Collection<ResetResult> results) {
        List<ResetResult> ended =
                results.stream().filter(result -> result.state().isPresent()).toList();
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update password_reset as reset
                        set state = case when reset.state = 'COMPLETED' then reset.state else ended.state end,
                            reason = case when reset.state = 'COMPLETED' then null else ended.reason end,
                            detail = ended.detail,
                            workos_reset_id = coalesce(ended.workos_id, reset.workos_reset_id),
                            sent_at = case when ended.state = 'SENT' then clock_timestamp() else reset.sent_at end,
                            completed_at = case when ended.state = 'COMPLETED' then clock_timestamp()
                                                else reset.completed_at end,
                            updated_at = clock_timestamp()
                        from unnest(:ids, :states, :reasons, :details, :workosIds)
                            as ended (id, state, reason, detail, workos_id)
                        where reset.id = ended.id and reset.state in ('QUEUED', 'UNCERTAIN', 'COMPLETED')
                        """)
                .bindArray(
                        "ids",
                        UUID.class,
                        ended.stream().map(result -> result.reset().id()).toList())
                .bindArray(
                        "states",
                        String.class,
                        ended.stream()
                                .map(result -> result.state().orElseThrow().name())
                                .toList())
                .bindArray(
                        "reasons",
                        String.class,
                        ended.stream()
                                .map(ResetResult::reason)
                                .map(reason -> reason == null ? null : reason.slug())
                                .toList())
                .bindArray(
                        "details",
                        String.class,
                        ended.stream().map(ResetResult::detail).toList())
                .bindArray(
                        "workosIds",
                        String.class,
                        ended.stream()
                                .map(result -> result.ending() instanceof ResetResult.Ending.Sent sent
                                        ? sent.workosResetId()
                                        : null)
                                .toList())
                .execute());
    }

    /** They wait for their turn again, as before their job was queued. */
    void putBack(Collection<UUID> ids) {
        jdbi.useHandle(handle ->
                handle.createUpdate("""
                        update password_reset set released = false, intent_at = null
                        where id = any(:ids) and state = 'QUEUED'
                        """).bindArray("ids", UUID.class, ids).execute());
    }

    /**
     * The mails that are done now that these passwords are known. Of one who had a password before, only a reset that was
     * finished after the mail proves it.
     */
    List<Reset> complete(Collection<Proof> proofs) {
        List<Proof> all = List.copyOf(proofs);
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update password_reset as reset
                        set state = 'COMPLETED', reason = null, detail = null, completed_at = proof.at,
                            updated_at = clock_timestamp()
                        from unnest(:users, :hows, cast(:times as timestamptz[]), :resetIds)
                            as proof (workos_user_id, how, at, reset_id)
                        where reset.workos_user_id = proof.workos_user_id
                            and (reset.state in ('SENT', 'UNCERTAIN')
                                or (reset.state = 'QUEUED' and reset.intent_at is not null))
                            and (not reset.had_password
                                or (proof.how = 'RESET'
                                    and (reset.workos_reset_id = proof.reset_id or proof.at >= reset.intent_at)))
                        returning reset.*
                        """)
                .bindArray(
                        "users",
                        String.class,
                        all.stream().map(Proof::workosUserId).toList())
                .bindArray(
                        "hows",
                        String.class,
                        all.stream().map(proof -> proof.how().name()).toList())
                .bindArray(
                        "times",
                        String.class,
                        all.stream().map(proof -> proof.at().toString()).toList())
                .bindArray(
                        "resetIds",
                        String.class,
                        all.stream().map(Proof::resetId).toList())
                .map(new ResetRow())
                .list());
    }
}
