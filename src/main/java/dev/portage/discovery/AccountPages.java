package dev.portage.discovery;

import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.AccountPage;
import dev.portage.workos.Outcome;
import dev.portage.workos.WorkOsDirectory;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;
import java.util.UUID;

/** Reads the accounts of a WorkOS environment, several pages at a time: see {@link PageReader}. */
@ApplicationScoped
public class AccountPages {
    private final WorkOsDirectory workos;
    private final PageReader<AccountPage> reader;

    AccountPages(WorkOsDirectory workos, RateBudget budget) {
        this.workos = workos;
        this.reader = new PageReader<>(budget, page -> page.accounts().size(), AccountPage::next);
    }

    /**
     * Reads the pages of a step as one, the oldest account first. What brings no page is answered only where it comes first.
     *
     * @param listing what is read for, such as a run
     * @param after the id that the first page begins after; empty for the very first
     * @throws dev.portage.pacing.BudgetExhausted where no slot is within reach
     * @throws InterruptedException where the service stops
     */
    public Outcome<AccountPage> read(UUID listing, Optional<String> after, Turn turn) throws InterruptedException {
        PageReader.Stretch<AccountPage, Outcome<AccountPage>> stretch =
                reader.read(listing, after, turn, workos::users, AccountPages::page);
        return stretch.instead()
                .orElseGet(() -> new Outcome.Success<>(new AccountPage(
                        stretch.pages().stream()
                                .flatMap(page -> page.accounts().stream())
                                .toList(),
                        stretch.pages().getLast().next())));
    }

    private static Optional<AccountPage> page(Outcome<AccountPage> outcome) {
        return outcome instanceof Outcome.Success<AccountPage>(AccountPage page) ? Optional.of(page) : Optional.empty();
    }

    /** Before the queue waits for what is in flight. */
    void stop(@Observes @Priority(50) ShutdownEvent stop) {
        reader.stop();
    }
}
