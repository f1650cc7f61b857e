package dev.portage.dashboard;

import dev.portage.migration.Audience;
import dev.portage.migration.InvalidRequestException;
import java.util.List;

/** The fields that say who a canary, or a list of addresses, is for; whatever the form is about. */
public final class AudienceFields {

    private AudienceFields() {}

    /**
     * How many users a canary is to have.
     *
     * @throws InvalidRequestException where it is no number that a canary can have
     */
    public static int canary(Form form) {
        int count = form.whole("count").orElse(0);
        if (count < 1 || count > Audience.LARGEST_CANARY) {
            throw new InvalidRequestException("count", "must be a whole number from 1 to " + Audience.LARGEST_CANARY);
        }
        return count;
    }

    /**
     * The addresses that were named.
     *
     * @throws InvalidRequestException where they are none, or too many
     */
    public static List<String> emails(Form form) {
        List<String> emails = form.words("emails");
        if (emails.isEmpty() || emails.size() > Audience.MOST_EMAILS) {
            throw new InvalidRequestException("emails", "must be 1 to 10,000 e-mail addresses");
        }
        return emails;
    }
}
