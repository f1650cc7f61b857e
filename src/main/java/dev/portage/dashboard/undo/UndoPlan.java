package dev.portage.dashboard.undo;

import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Words;
import dev.portage.verification.UndoPreview;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What an undo would do.
 *
 * @param accounts how many accounts would be deleted, in words
 * @param takes what would be deleted or taken away
 * @param keeps what would stay, and why
 * @param knownUpTo who has signed in after this time is found when its turn comes
 */
record UndoPlan(String accounts, List<Line> takes, List<Line> keeps, Moment knownUpTo) {

    /** A number, and what it counts. */
    record Line(String number, String what) {

        /** @param what with {@code %s} where the plural has an s; nothing where there is none */
        static Stream<Line> of(long number, String what) {
            return number == 0
                    ? Stream.of()
                    : Stream.of(new Line(Words.number(number), what.formatted(number == 1 ? "" : "s")));
        }
    }

    static UndoPlan of(UndoPreview.Preview preview) {
        return new UndoPlan(
                Words.count(preview.wouldDelete(), "account"),
                Stream.of(
                                Line.of(preview.wouldDelete(), "account%s that this migration created"),
                                Line.of(
                                        preview.wouldEndMemberships(),
                                        "membership%s that it gave to users who were there before"),
                                Line.of(
                                        preview.wouldClearExternalIds(),
                                        "external id%s that it gave to users who were there before"),
                                Line.of(
                                        preview.wouldDeleteOrganizations(),
                                        "organization%s that it created, as far as nobody else is there by then"))
                        .flatMap(line -> line)
                        .toList(),
                preview.wouldKeep().entrySet().stream().flatMap(UndoPlan::kept).toList(),
                Moment.at(preview.signInsKnownUpTo()));
    }

    private static Stream<Line> kept(Map.Entry<String, Long> kept) {
        return Line.of(
                kept.getValue(),
                switch (kept.getKey()) {
                    case "linked" -> "account%s from before this migration";
                    case "signed-in-since" -> "account%s with a sign-in to WorkOS since";
                    default -> "account%s: " + kept.getKey();
                });
    }

    /** Whether there is anything to take back. */
    public boolean any() {
        return !takes.isEmpty();
    }
}
