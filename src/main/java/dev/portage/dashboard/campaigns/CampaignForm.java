package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.AudienceFields;
import dev.portage.dashboard.Form;
import dev.portage.migration.InvalidRequestException;
import dev.portage.reset.Delivery;
import dev.portage.reset.Order;
import dev.portage.reset.Pace;
import dev.portage.reset.ResetAudience;
import dev.portage.reset.Window;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a form for a campaign has sent. The page that shows who would be mailed carries all of it along, so that what is
 * confirmed is what was looked at.
 */
record CampaignForm(Form form) {

    /** A field that is carried along. */
    record Hidden(String name, String value) {}

    private static final int LONGEST_AGO = 10_000;

    /** @throws InvalidRequestException where it is none */
    Order toOrder(Instant now) {
        return new Order(
                audience(now),
                form.ticked("again"),
                form.ticked("force"),
                form.ticked("withoutCanary"),
                pace(),
                window(),
                delivery());
    }

    Delivery delivery() {
        return form.one(Delivery.class, "delivery").orElse(Delivery.WORKOS);
    }

    private ResetAudience audience(Instant now) {
        return switch (form.text("audience")) {
            case "WITHOUT_PASSWORD" -> new ResetAudience.WithoutPassword();
            case "ALL" -> new ResetAudience.All();
            case "CANARY" -> new ResetAudience.Canary(AudienceFields.canary(form));
            case "EMAILS" -> new ResetAudience.Emails(AudienceFields.emails(form));
            case "NOT_COMPLETED" -> new ResetAudience.NotCompleted(now.minus(Duration.ofHours(hoursAgo())));
            default ->
                throw new InvalidRequestException(
                        "audience", "must be one of CANARY, WITHOUT_PASSWORD, ALL, EMAILS, NOT_COMPLETED");
        };
    }

    private int hoursAgo() {
        int hours = form.whole("hoursAgo").orElse((int) ResetAudience.NotCompleted.LINK.toHours());
        if (hours < 0 || hours > LONGEST_AGO) {
            throw new InvalidRequestException("hoursAgo", "must be a whole number from 0 to 10,000");
        }
        return hours;
    }

    private Pace pace() {
        int perHour = form.whole("perHour").orElse(Order.PER_HOUR);
        if (perHour < 1 || perHour > Order.MOST_PER_HOUR) {
            throw new InvalidRequestException("perHour", "must be a whole number from 1 to 1,000,000");
        }
        return new Pace(perHour);
    }

    /** Any time where the fields are empty. */
    private Optional<Window> window() {
        Optional<String> from = form.given("from");
        Optional<String> until = form.given("until");
        return from.isEmpty() && until.isEmpty()
                ? Optional.empty()
                : Optional.of(Window.read(
                        from.orElse(""),
                        until.orElse(""),
                        form.given("timeZone").orElse(null)));
    }

    /** All that was sent, but the place in the list of those who would be mailed. */
    List<Hidden> hidden() {
        return Stream.of(
                        "audience",
                        "count",
                        "emails",
                        "hoursAgo",
                        "again",
                        "force",
                        "withoutCanary",
                        "perHour",
                        "from",
                        "until",
                        "timeZone",
                        "delivery")
                .flatMap(name -> form.given(name).map(value -> new Hidden(name, value)).stream())
                .toList();
    }
}
