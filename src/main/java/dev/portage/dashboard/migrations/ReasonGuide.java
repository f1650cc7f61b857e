package dev.portage.dashboard.migrations;

import dev.portage.migration.Reason;

/**
 * A reason in an operator's words.
 *
 * @param meaning what it says of the users who have it
 * @param remedy what to do, if anything
 */
public record ReasonGuide(String title, String meaning, String remedy) {

    public static ReasonGuide of(Reason reason) {
        return switch (reason) {
            case UNIDENTIFIED ->
                new ReasonGuide(
                        "Unidentified",
                        "The source does not say who these are: they have no usable sub, which WorkOS keeps as external id.",
                        "Look at the source: a dump must hold each user's sub.");
            case GONE ->
                new ReasonGuide(
                        "Gone from the pool",
                        "The user pool has them no more. Those who went over before stay in WorkOS.",
                        "Decide in WorkOS whether they stay.");
            case DISABLED_SINCE ->
                new ReasonGuide(
                        "Disabled since",
                        "They went over, and were disabled in Cognito afterwards. WorkOS has no such flag.",
                        "Decide in WorkOS whether they stay.");
            case UNDONE ->
                new ReasonGuide(
                        "Undone", "They were created in WorkOS, and deleted again by an undo.", "Nothing to do.");
            case NO_EMAIL ->
                new ReasonGuide(
                        "No e-mail address",
                        "Cognito has no e-mail address for them, and WorkOS takes nobody without one.",
                        "Give them one in Cognito, then import again.");
            case INVALID_EMAIL ->
                new ReasonGuide(
                        "Invalid e-mail address",
                        "The address is none that WorkOS could take.",
                        "Mend it in Cognito, then import again.");
            case DUPLICATE_EMAIL ->
                new ReasonGuide(
                        "Duplicate e-mail address",
                        "Another user of the pool has the same address, and goes over in their place.",
                        "Nothing to do, if it is one person. Else give each an address in Cognito, then import again.");
            case DISABLED ->
                new ReasonGuide(
                        "Disabled",
                        "They are disabled in Cognito. WorkOS has no such flag, so moving them would let them in.",
                        "Nothing to do. To let them in, change the option for disabled users.");
            case STATUS_EXCLUDED ->
                new ReasonGuide(
                        "Excluded by status",
                        "The options leave out users of their Cognito status.",
                        "Nothing to do. To take them along, change the option for statuses.");
            case EMAIL_TAKEN ->
                new ReasonGuide(
                        "E-mail address taken",
                        "WorkOS has an account with the address, and the options say to leave such accounts alone.",
                        "Change the option for existing accounts, then import again.");
            case EMAIL_TAKEN_UNVERIFIED ->
                new ReasonGuide(
                        "E-mail address taken, not verified",
                        "WorkOS has an account with the address, and Cognito never verified that it is this user's.",
                        "Have the user verify the address in Cognito, then retry.");
            case EXTERNAL_ID_TAKEN ->
                new ReasonGuide(
                        "Account is somebody else's",
                        "The WorkOS account with the address belongs to another external id.",
                        "Look at the account in WorkOS: take its external id away or delete it, then retry.");
            case REJECTED ->
                new ReasonGuide(
                        "Rejected by WorkOS",
                        "WorkOS refused what Cognito says of them; each user's page has its words.",
                        "Mend that in Cognito, or change the options, then retry.");
            case RATE_LIMITED ->
                new ReasonGuide(
                        "Rate limited",
                        "WorkOS kept answering that there were too many calls.",
                        "Lower the budget, if something else calls WorkOS too; then retry.");
            case WORKOS_UNAVAILABLE ->
                new ReasonGuide(
                        "WorkOS unavailable",
                        "WorkOS could not be reached, or failed, as often as is tried.",
                        "Retry when WorkOS answers again.");
            case INTERNAL_ERROR ->
                new ReasonGuide(
                        "Internal error",
                        "A fault of Portage itself; its log says more.",
                        "Look in the log, then retry.");
        };
    }
}
