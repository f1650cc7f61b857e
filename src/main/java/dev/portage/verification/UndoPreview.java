package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Counters;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import dev.portage.migration.UserState;
import dev.portage.pacing.BudgetExhausted;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.AccountPage;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsDirectory;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Counts what an undo would do, by WorkOS's own word on who has signed in: one call for a hundred accounts, while the
 * caller waits; some two minutes for a million at the default budget.
 */
@ApplicationScoped
public class UndoPreview {
    private static final int MOST_TRIES = 5;

    private final WorkOsDirectory workos;
    private final SourceUsers users;
    private final Counters counters;
    private final RateBudget budget;

    UndoPreview(WorkOsDirectory workos, SourceUsers users, Counters counters, RateBudget budget) {
        this.workos = workos;
        this.users = users;
        this.counters = counters;
        this.budget = budget;
    }

    /**
     * What an undo would do.
     *
     * @param wouldDelete accounts that this migration created
     * @param wouldKeep others, by the reason
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    public record Preview(long wouldDelete, Map<String, Long> wouldKeep) {
        public Preview {
            wouldKeep = new TreeMap<>(wouldKeep);
        }
    }

    Preview of(UUID migrationId, boolean includeSignedIn) throws InterruptedException {
        Map<String, Long> keep = new TreeMap<>();
        keep.put(UndoRule.SIGNED_IN, 0L);
        keep.put(
                "linked",
                QuarkusTransaction.requiringNew()
                        .call(() -> counters.byState(migrationId, "user"))
                        .getOrDefault(UserState.LINKED.name(), 0L));
        long delete = 0;
        Turn turn = budget.turn();
        Optional<String> after = Optional.empty();
        do {
            AccountPage page = page(after, turn);
            Map<String, SourceUser> rows = QuarkusTransaction.requiringNew()
                    .call(() -> users.findByWorkOsIds(
                            migrationId,
                            page.accounts().stream()
                                    .map(AccountPage.Account::id)
                                    .toList()));
            for (AccountPage.Account account : page.accounts()) {
                SourceUser row = rows.get(account.id());
                if (row != null && row.state() == UserState.IMPORTED) {
                    Optional<String> why =
                            UndoRule.keep(account.externalId(), account.signedIn(), row.sub(), includeSignedIn);
                    why.ifPresent(reason -> keep.merge(reason, 1L, Long::sum));
                    delete += why.isEmpty() ? 1 : 0;
                }
            }
            after = page.next();
        } while (after.isPresent());
        return new Preview(delete, keep);
    }

    private AccountPage page(Optional<String> after, Turn turn) throws InterruptedException {
        String why = "";
        for (int attempt = 1; attempt <= MOST_TRIES; attempt++) {
            try {
                Outcome<AccountPage> outcome = workos.users(after, turn);
                switch (outcome) {
                    case Outcome.Success<AccountPage>(AccountPage page) -> {
                        return page;
                    }
                    case Outcome.Unauthorized<AccountPage>(String refused) -> throw unavailable(refused);
                    case Outcome.Unavailable<AccountPage>(String down) -> why = down;
                    default -> why = "WorkOS did not answer with a list";
                }
            } catch (BudgetExhausted e) {
                why = "the budget of calls is spent";
            }
            TimeUnit.SECONDS.sleep(attempt - 1);
        }
        throw unavailable(why);
    }

    private static ConflictException unavailable(String why) {
        return new ConflictException(
                "workos-unavailable",
                "WorkOS can't be asked who has signed in (%s), so nothing was begun: try again when GET /preflight is well."
                        .formatted(why));
    }
}
