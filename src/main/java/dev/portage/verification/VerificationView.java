package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * The checklist as callers see it.
 *
 * @param result what it comes to; INCOMPLETE while it is under way
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
@Schema(name = "Verification")
public record VerificationView(
        Verification.State state,
        Result result,
        Instant startedAt,
        @Nullable Instant finishedAt,
        List<Line> items) {

    /** Whether it is under way. */
    public boolean running() {
        return state == Verification.State.RUNNING;
    }

    /** What a checklist comes to. */
    @Schema(name = "VerificationResult")
    public enum Result {
        /** Every item that applies has passed. */
        PASSED,
        /** At least one item has failed. */
        FAILED,
        /** None has failed, and somebody has yet to look at one. */
        INCOMPLETE;

        /** What it means, in a sentence. */
        public String explanation() {
            return switch (this) {
                case PASSED -> "Everything that applies to this migration has passed.";
                case FAILED -> "Something has failed: each such item says what to do.";
                case INCOMPLETE -> "Nothing has failed, and somebody has yet to look at some items.";
            };
        }

        static Result of(List<Line> items) {
            if (items.stream().anyMatch(item -> item.status() == Status.FAILED)) {
                return FAILED;
            }
            return items.stream().anyMatch(item -> item.status() == Status.UNATTESTED) ? INCOMPLETE : PASSED;
        }
    }

    /**
     * One item.
     *
     * @param title what is looked at, in words
     * @param attestable whether {@code PUT …/verification/{item}} takes it
     * @param at when it came to stand so; null where nobody has looked yet
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    @Schema(name = "VerificationLine")
    public record Line(
            Item item,
            String title,
            Status status,
            Map<String, Object> evidence,
            boolean attestable,
            @Nullable Instant at) {

        static Line of(Checklist.Entry entry) {
            return new Line(
                    entry.item(),
                    entry.item().title(),
                    entry.status(),
                    entry.evidence().values(),
                    entry.item().attestable(),
                    entry.at());
        }

        /** Of an item that nobody has looked at. */
        static Line open(Item item, boolean running) {
            String detail = item.attestable()
                    ? "Nobody has said how it stands: see for yourself, then PUT …/verification/" + item.slug()
                            + " {\"passed\":true,\"evidence\":\"…\"}."
                    : running ? "It has yet to be looked at." : "It could not be looked at: see the items that failed.";
            return new Line(item, item.title(), Status.UNATTESTED, Map.of("detail", detail), item.attestable(), null);
        }
    }

    static VerificationView of(Verification verification, Map<Item, Checklist.Entry> entries) {
        boolean running = verification.state() == Verification.State.RUNNING;
        List<Line> items = Arrays.stream(Item.values())
                .map(item -> entries.containsKey(item) ? Line.of(entries.get(item)) : Line.open(item, running))
                .toList();
        return new VerificationView(
                verification.state(),
                running ? Result.INCOMPLETE : Result.of(items),
                verification.startedAt(),
                verification.finishedAt(),
                items);
    }
}
