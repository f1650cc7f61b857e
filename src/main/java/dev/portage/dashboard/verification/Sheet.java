package dev.portage.dashboard.verification;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Tone;
import dev.portage.verification.VerificationView;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A checklist, as its page shows it.
 *
 * @param result in one word
 * @param passed how many items have, of those that apply
 */
record Sheet(
        String id,
        boolean running,
        Badge result,
        String explanation,
        String passed,
        Moment startedAt,
        @Nullable Moment finishedAt,
        List<Entry> entries) {

    static Sheet of(UUID migrationId, VerificationView view) {
        boolean running = view.running();
        List<Entry> entries = view.items().stream()
                .map(line -> Entry.of(migrationId, line, running))
                .toList();
        long apply = entries.stream().filter(Entry::applies).count();
        long passed = entries.stream().filter(Entry::passed).count();
        return new Sheet(
                migrationId.toString(),
                running,
                running ? new Badge("Under way", Tone.BUSY) : result(view.result()),
                explanation(view.result(), running),
                passed + " of " + apply + " items passed",
                Moment.at(view.startedAt()),
                Moment.of(view.finishedAt()),
                entries);
    }

    private static Badge result(VerificationView.Result result) {
        return switch (result) {
            case PASSED -> new Badge("Passed", Tone.GOOD);
            case FAILED -> new Badge("Failed", Tone.BAD);
            case INCOMPLETE -> new Badge("Incomplete", Tone.WARNING);
        };
    }

    private static String explanation(VerificationView.Result result, boolean running) {
        return running
                ? "Everything in WorkOS and Cognito is being looked through; nothing is written."
                : result.explanation();
    }
}
