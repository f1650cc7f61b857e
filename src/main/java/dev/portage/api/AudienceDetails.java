package dev.portage.api;

import dev.portage.migration.Audience;
import dev.portage.migration.InvalidRequestException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the audiences CANARY and EMAILS come with, whatever the request is for. */
record AudienceDetails(@Nullable Integer count, @Nullable List<String> emails) {
    static final int MOST_EMAILS = Audience.MOST_EMAILS;

    /** Refuses what does not go with the audience of this name. */
    AudienceDetails goingWith(Enum<?> audience) {
        refuse(count != null && !audience.name().equals("CANARY"), "count", "goes with the audience CANARY only");
        refuse(emails != null && !audience.name().equals("EMAILS"), "emails", "goes with the audience EMAILS only");
        return this;
    }

    int canary() {
        int users = count == null ? 0 : count;
        refuse(
                users < 1 || users > Audience.LARGEST_CANARY,
                "count",
                "must be a whole number from 1 to " + Audience.LARGEST_CANARY);
        return users;
    }

    List<String> addresses() {
        List<String> addresses = emails == null ? List.of() : emails;
        refuse(addresses.isEmpty(), "emails", "must be a list of 1 to 10,000 e-mail addresses");
        return addresses;
    }

    /** @throws InvalidRequestException where it is wrong */
    static void refuse(boolean wrong, String field, String message) {
        if (wrong) {
            throw new InvalidRequestException(field, message);
        }
    }
}
