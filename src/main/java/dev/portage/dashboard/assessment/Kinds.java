package dev.portage.dashboard.assessment;

import dev.portage.dashboard.migrations.ReasonGuide;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.Reason;

/** What does not fit, in an operator's words. */
final class Kinds {

    private Kinds() {}

    static String title(String kind) {
        return switch (kind) {
            case "in-workos" -> "In WorkOS already";
            case "attributes-too-many" -> "Too many custom attributes";
            case "attribute-too-long" -> "Attribute too long";
            case "attribute-not-ascii" -> "Attribute not ASCII";
            case PlannedOutcome.UNCHANGED -> "Unchanged since they went over";
            default ->
                Reason.find(kind).map(reason -> ReasonGuide.of(reason).title()).orElse(kind);
        };
    }

    /** Whether who has it does not go over. */
    static boolean keepsOut(String kind) {
        return Reason.find(kind).isPresent();
    }
}
