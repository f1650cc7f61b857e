package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.budget.BudgetShare;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What moves on a migration's page.
 *
 * @param every how often to look again, as htmx has it
 * @param explanation what the state means, and what comes next
 * @param error what holds it up, or why it failed; null where nothing does
 * @param empty whether nobody has been found yet
 * @param failed by reason, with what to do
 * @param skipped by reason
 * @param others memberships and password resets
 * @param runs the latest
 */
record Live(
        String id,
        String state,
        Badge badge,
        String every,
        String explanation,
        @Nullable String error,
        boolean empty,
        boolean admin,
        Bar bar,
        List<Tile> tiles,
        List<Why> failed,
        List<Why> skipped,
        List<String> others,
        BudgetShare budget,
        List<RunLine> runs) {}
