package dev.portage.dashboard.assessment;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Tone;
import dev.portage.dashboard.Words;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Run;
import dev.portage.migration.SourceType;
import dev.portage.survey.Assessment;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How far an assessment is, and whether one can be started.
 *
 * @param badge null where there was none yet
 * @param percent of the whole, roughly
 * @param phase what it is at, in words; empty where none is under way
 * @param error why it failed; null where it did not
 * @param readyAt when what is shown was found; null where there is nothing
 * @param start what a button to start one says; empty where none can be
 * @param factors whether second factors can be asked for, which a dump does not have
 */
record Standing(
        String id,
        @Nullable Badge badge,
        boolean running,
        int percent,
        String phase,
        String read,
        @Nullable String error,
        boolean outdated,
        @Nullable Moment readyAt,
        String start,
        boolean factors) {

    static Standing of(Migration migration, Optional<Assessment> assessment, boolean admin) {
        MigrationState state = migration.state();
        boolean possible =
                admin && migration.erasedAt() == null && !state.running() && state.canBecome(MigrationState.ASSESSING);
        boolean running = assessment
                .filter(found -> found.state() == Assessment.State.RUNNING)
                .isPresent();
        return new Standing(
                migration.id().toString(),
                assessment.map(found -> badge(found.state())).orElse(null),
                running,
                assessment.map(found -> found.progress().percent()).orElse(0),
                running ? phase(assessment.get().progress().phase()) : "",
                assessment.map(found -> read(found.progress())).orElse(""),
                assessment
                        .filter(found -> found.state() == Assessment.State.FAILED)
                        .map(found -> found.lastError() == null ? "It was broken off." : found.lastError())
                        .orElse(null),
                assessment.filter(Assessment::outdated).isPresent(),
                assessment.map(found -> Moment.of(found.readyAt())).orElse(null),
                possible ? assessment.isPresent() ? "Assess again…" : "Assess…" : "",
                migration.source().type() == SourceType.USER_POOL);
    }

    private static Badge badge(Assessment.State state) {
        return switch (state) {
            case RUNNING -> new Badge("Under way", Tone.BUSY);
            case READY -> new Badge("Ready", Tone.GOOD);
            case FAILED -> new Badge("Failed", Tone.BAD);
        };
    }

    private static String phase(Run.@Nullable Phase phase) {
        if (phase == null) {
            return "About to begin.";
        }
        return switch (phase) {
            case DISCOVERING -> "The source is being read.";
            case COMPARING -> "The accounts that WorkOS has already are being looked through.";
            case SETTLING, PLANNING -> "It is being worked out what an import would do with each user.";
            case ASKING -> "Cognito is asked for second factors, user by user.";
            case COUNTING, SENDING, SELECTING, DELETING, CLEARING -> "What was found is being counted.";
        };
    }

    private static String read(Assessment.Progress progress) {
        Integer estimated = progress.estimatedUsers();
        return Words.count(progress.usersRead(), "user") + " read"
                + (estimated == null ? "" : " of about " + Words.number(estimated));
    }
}
