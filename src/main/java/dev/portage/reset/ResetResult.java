package dev.portage.reset;

import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What came of one mail, to be recorded. */
record ResetResult(Reset reset, Ending ending) {

    /** How it ended. */
    sealed interface Ending {
        /**
         * The mail went out, or the link was handed over.
         *
         * @param workosResetId null where WorkOS's answer could not be read
         * @param note what an operator should know; null where nothing
         */
        record Sent(
                @Nullable String workosResetId, @Nullable String note) implements Ending {}

        /** No mail is needed: the user has a password. */
        record Needless() implements Ending {}

        /** No mail went out. */
        record Failed(ResetReason reason, String detail) implements Ending {}

        /** Nor will any other, until somebody mends something: the campaign is paused. */
        record FailedForAll(ResetReason reason) implements Ending {}

        record Uncertain() implements Ending {}

        /** The daily quota is spent: it waits for its turn again, and the campaign with it. */
        record PutOff() implements Ending {}

        /** The row has become another's business since the job was claimed. */
        record Nothing() implements Ending {}
    }

    UUID campaign() {
        return reset.campaignId();
    }

    static Ending failed(ResetReason reason) {
        return new Ending.Failed(reason, reason.remedy());
    }

    /** The state that the row goes to; empty where it stays. */
    Optional<ResetState> state() {
        return switch (ending) {
            case Ending.Sent ignored -> Optional.of(ResetState.SENT);
            case Ending.Needless() -> Optional.of(ResetState.COMPLETED);
            case Ending.Failed ignored -> Optional.of(ResetState.FAILED);
            case Ending.FailedForAll ignored -> Optional.of(ResetState.FAILED);
            case Ending.Uncertain() -> Optional.of(ResetState.UNCERTAIN);
            case Ending.PutOff() -> Optional.empty();
            case Ending.Nothing() -> Optional.empty();
        };
    }

    @Nullable
    ResetReason reason() {
        return switch (ending) {
            case Ending.Failed(ResetReason reason, String ignored) -> reason;
            case Ending.FailedForAll(ResetReason reason) -> reason;
            case Ending.Uncertain() -> ResetReason.ANSWER_LOST;
            case Ending.Sent ignored -> null;
            case Ending.Needless() -> null;
            case Ending.PutOff() -> null;
            case Ending.Nothing() -> null;
        };
    }

    /** In words, without secrets. */
    @Nullable
    String detail() {
        return switch (ending) {
            case Ending.Sent(String ignored, String note) -> note;
            case Ending.Failed(ResetReason ignored, String detail) -> detail;
            case Ending.FailedForAll(ResetReason reason) -> reason.remedy();
            case Ending.Uncertain() -> ResetReason.ANSWER_LOST.remedy();
            case Ending.Needless() -> "The user had set a password by then: no mail was sent";
            case Ending.PutOff() -> null;
            case Ending.Nothing() -> null;
        };
    }
}
