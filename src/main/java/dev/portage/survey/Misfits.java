package dev.portage.survey;

import java.util.Map;

/** What does not fit, in words: why, and what can be done about it. */
final class Misfits {
    private static final Map<String, String> EXPLANATIONS = Map.ofEntries(
            Map.entry(
                    "no-email",
                    "WorkOS takes nobody without an e-mail address. Give these users one in Cognito, or do without them."),
            Map.entry("invalid-email", "The address is none that WorkOS could take. Mend it in Cognito."),
            Map.entry(
                    "duplicate-email",
                    "WorkOS has one user to an address, whatever its case. One of those who share one goes over, the others merge into it; options.duplicateEmails decides."),
            Map.entry(
                    "disabled",
                    "WorkOS has no disabled users: importing one would let it in. options.disabledUsers can."),
            Map.entry(
                    "status-excluded",
                    "The Cognito status is left out by default or by options.excludeStatuses; options.includeStatuses lets it in."),
            Map.entry(
                    "unidentified",
                    "The listing does not say which user this is: it has no usable sub. List users with all their attributes."),
            Map.entry("gone", "The user pool has no such user any more."),
            Map.entry("disabled-since", "Disabled in Cognito after having gone over. A person decides."),
            Map.entry(
                    "email-taken",
                    "WorkOS has an account with the address, and options.existingUsers says to leave such accounts alone."),
            Map.entry(
                    "email-taken-unverified",
                    "WorkOS has an account with the address, which Cognito never verified for this user: it is not given away. Have the address verified in Cognito."),
            Map.entry(
                    "external-id-taken",
                    "The WorkOS account with the address belongs to another external id. Find out in WorkOS whose it is."),
            Map.entry("unchanged", "Has gone over before, and has not changed in Cognito since."),
            Map.entry(
                    "attributes-too-many",
                    "More than ten custom attributes: WorkOS metadata takes ten keys. The rest stays in Portage's database."),
            Map.entry(
                    "attribute-too-long",
                    "An attribute that should go into metadata has more than 600 characters, encoded where options.unfitValues says so, which WorkOS does not take. It stays in Portage's database."),
            Map.entry(
                    "attribute-not-ascii",
                    "An attribute that should go into metadata is not ASCII, which WorkOS does not take. It stays in Portage's database; with options.unfitValues ENCODE it goes over encoded besides, where that is not too long."),
            Map.entry(
                    "in-workos",
                    "WorkOS has an account with the address or the external id already. options.existingUsers decides what becomes of it."));

    private Misfits() {}

    static String explain(String kind) {
        return EXPLANATIONS.getOrDefault(kind, "An earlier run ended like this; a retry tries again (POST …/retry).");
    }
}
