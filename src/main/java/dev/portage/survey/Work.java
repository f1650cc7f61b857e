package dev.portage.survey;

import dev.portage.pacing.Budget;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Limit;
import java.util.stream.LongStream;

/**
 * What there is to do, in calls.
 *
 * @param members of each group
 * @param live whether a user pool has to be read
 * @param resets how many mails are to be sent
 */
@SuppressWarnings("ArrayRecordComponent") // reckoned with once, and never compared
record Work(long users, long[] members, boolean live, Assessment.Plan plan, long memberships, long resets) {
    /** What ListUsers and ListUsersInGroup give at most. */
    private static final int PAGE = 60;

    /** A refused create and two look-ups, before it is known whose the account is. */
    private static final long WRITES_TO_FIND = 1;

    private static final long READS_TO_FIND = 2;

    Assessment.Durations durations(Budget budget) {
        long found = plan.wouldLink() + plan.wouldUpdate();
        long writes = plan.wouldImport() + found * (WRITES_TO_FIND + 1);
        double requests = writes + found * READS_TO_FIND;
        double importing = Math.max(
                writes / budget.perSecond(Draw.WORKOS_WRITE), requests / budget.perSecond(Limit.WORKOS_REQUESTS));
        return new Assessment.Durations(
                live ? seconds(pages() / budget.perSecond(Draw.COGNITO_LISTING)) : 0,
                seconds(importing),
                seconds(memberships / budget.perSecond(Draw.WORKOS_WRITE)),
                resets);
    }

    private double pages() {
        return LongStream.concat(LongStream.of(users), LongStream.of(members))
                .map(listed -> Math.max(1, Math.ceilDiv(listed, PAGE)))
                .sum();
    }

    private static long seconds(double seconds) {
        return (long) Math.ceil(seconds);
    }
}
