package dev.portage.discovery;

import dev.portage.cognito.GroupPage;
import dev.portage.cognito.Reading;
import dev.portage.cognito.UserPage;
import dev.portage.cognito.UserPools;
import dev.portage.discovery.PageReader.Stretch;
import dev.portage.migration.Source;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** Reads the users of a user pool, and the members of its groups, at the pace of the budget: see {@link PageReader}. */
@ApplicationScoped
public class PoolPages {
    private final UserPools pools;
    private final PageReader<UserPage> users;
    private final PageReader<GroupPage> members;

    PoolPages(UserPools pools, RateBudget budget) {
        this.pools = pools;
        this.users = new PageReader<>(budget, page -> page.users().size(), UserPage::nextToken);
        this.members = new PageReader<>(budget, page -> page.subs().size(), GroupPage::nextToken);
    }

    /**
     * Reads the pages of a step, at least one, in their order. What brings no page is answered only where it comes first:
     * what has been read is to be recorded before, and if the trouble lasts, the next step meets it.
     *
     * @param listing what is read for, such as a run
     * @param token of the page to begin with; empty for the first
     * @throws dev.portage.pacing.BudgetExhausted where no slot is within reach
     * @throws InterruptedException where the service stops
     */
    public Reading<List<UserPage>> read(UUID listing, Source source, Optional<String> token, Turn turn)
            throws InterruptedException {
        return reading(users.read(
                listing,
                token,
                turn,
                (at, whose) -> {
                    whose.await(Draw.COGNITO_LISTING);
                    return pools.listUsers(region(source), pool(source), at);
                },
                PoolPages::page));
    }

    /** The same of the members of a group. */
    Reading<List<GroupPage>> members(UUID listing, Source source, String group, Optional<String> token, Turn turn)
            throws InterruptedException {
        return reading(members.read(
                ofGroup(listing, group),
                token,
                turn,
                (at, whose) -> {
                    whose.await(Draw.COGNITO_LISTING);
                    return pools.listGroupMembers(region(source), pool(source), group, at);
                },
                PoolPages::page));
    }

    private static <P> Reading<List<P>> reading(Stretch<P, Reading<P>> stretch) {
        return stretch.instead()
                .map(answer -> answer.<List<P>>map(List::of))
                .orElseGet(() -> new Reading.Read<>(stretch.pages()));
    }

    private static <P> Optional<P> page(Reading<P> reading) {
        return reading instanceof Reading.Read<P>(P page) ? Optional.of(page) : Optional.empty();
    }

    private static String region(Source source) {
        return Objects.requireNonNull(source.region());
    }

    private static String pool(Source source) {
        return Objects.requireNonNull(source.userPoolId());
    }

    /** Pages of one group are never taken for those of another, whatever their tokens are. */
    private static UUID ofGroup(UUID listing, String group) {
        return UUID.nameUUIDFromBytes((listing + " " + group).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads nothing ahead for this listing, which is held up or over; a page in flight is still read. */
    public void end(UUID listing) {
        users.end(listing);
    }

    /** The same of the members of a group. */
    void endMembers(UUID listing, String group) {
        members.end(ofGroup(listing, group));
    }

    /** Before the queue waits for what is in flight. */
    void stop(@Observes @Priority(50) ShutdownEvent stop) {
        users.stop();
        members.stop();
    }
}
