package dev.portage.api;

import static dev.portage.api.AudienceDetails.refuse;

import dev.portage.reset.Delivery;
import dev.portage.reset.Order;
import dev.portage.reset.Pace;
import dev.portage.reset.ResetAudience;
import dev.portage.reset.Window;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** {@code POST …/password-resets}: whom to mail and how; those without a password where nothing is said. */
record CampaignRequest(
        @Nullable Kind audience,
        @Nullable Integer count,

        @Nullable @Size(min = 1, max = AudienceDetails.MOST_EMAILS)
        List<@NotNull @NotBlank String> emails,

        @Nullable Instant sentBefore,
        @Nullable Boolean again,
        @Nullable Boolean force,
        @Nullable Boolean withoutCanary,
        @Nullable Boolean dryRun,
        @Nullable @Min(1) @Max(Order.MOST_PER_HOUR) Integer perHour,
        @Nullable @Valid Hours window,
        @Nullable Delivery delivery) {

    /** The audiences that a campaign can have. */
    @Schema(name = "CampaignAudience")
    enum Kind {
        WITHOUT_PASSWORD,
        ALL,
        CANARY,
        EMAILS,
        NOT_COMPLETED
    }

    /** The hours of the day in which mails go out: {@code {"from":"08:00","until":"20:00","timeZone":"Europe/Berlin"}}. */
    @Schema(name = "MailingHours")
    record Hours(
            @NotNull String from,
            @NotNull String until,
            @Nullable String timeZone) {

        Window toWindow() {
            return Window.read(from, until, timeZone);
        }
    }

    static final CampaignRequest DEFAULTS =
            new CampaignRequest(null, null, null, null, null, null, null, null, null, null, null);

    boolean onlyLooks() {
        return Boolean.TRUE.equals(dryRun);
    }

    Order toOrder(Instant now) {
        return new Order(
                audience(now),
                Boolean.TRUE.equals(again),
                Boolean.TRUE.equals(force),
                Boolean.TRUE.equals(withoutCanary),
                new Pace(perHour == null ? Order.PER_HOUR : perHour),
                Optional.ofNullable(window).map(Hours::toWindow),
                delivery == null ? Delivery.WORKOS : delivery);
    }

    private ResetAudience audience(Instant now) {
        Kind kind = audience == null ? Kind.WITHOUT_PASSWORD : audience;
        AudienceDetails details = new AudienceDetails(count, emails).goingWith(kind);
        refuse(force != null && kind != Kind.EMAILS, "force", "goes with the audience EMAILS only");
        refuse(sentBefore != null && kind != Kind.NOT_COMPLETED, "sentBefore", "goes with NOT_COMPLETED only");
        refuse(
                again != null && kind == Kind.NOT_COMPLETED,
                "again",
                "is what NOT_COMPLETED is by itself: leave it out");
        return switch (kind) {
            case WITHOUT_PASSWORD -> new ResetAudience.WithoutPassword();
            case ALL -> new ResetAudience.All();
            case CANARY -> new ResetAudience.Canary(details.canary());
            case EMAILS -> new ResetAudience.Emails(details.addresses());
            case NOT_COMPLETED ->
                sentBefore == null ? ResetAudience.NotCompleted.of(now) : new ResetAudience.NotCompleted(sentBefore);
        };
    }
}
