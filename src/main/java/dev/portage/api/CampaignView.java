package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.reset.Campaign;
import dev.portage.reset.Delivery;
import dev.portage.reset.ResetAudience;
import dev.portage.reset.Window;
import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * A campaign as callers see it.
 *
 * @param count how many users a canary is for
 * @param leftOut who got no mail when the campaign began, by reason
 * @param nextMailAt the earliest time of the next mail, as pace, window and quota have it; null where none goes out
 * @param lastError what holds the campaign up
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@Schema(name = "Campaign")
record CampaignView(
        UUID id,
        ResetAudience.Kind audience,
        @Nullable Integer count,
        @Nullable Instant sentBefore,
        Campaign.State state,
        Delivery delivery,
        int perHour,
        @Nullable Hours window,
        boolean again,
        boolean force,
        ResetCounts counts,
        Map<String, Long> leftOut,
        @Nullable Instant nextMailAt,
        @Nullable String lastError,
        Instant createdAt,
        @Nullable Instant finishedAt) {

    /** The hours of the day in which mails go out. */
    @Schema(name = "CampaignWindow")
    record Hours(LocalTime from, LocalTime until, String timeZone) {
        static Hours of(Window window) {
            return new Hours(window.from(), window.until(), window.zone().getId());
        }
    }

    static CampaignView of(Campaign campaign, ResetCounts counts, Instant now) {
        return new CampaignView(
                campaign.id(),
                campaign.audience(),
                campaign.audienceCount(),
                campaign.sentBefore(),
                campaign.state(),
                campaign.delivery(),
                campaign.pace().perHour(),
                campaign.window().map(Hours::of).orElse(null),
                campaign.again(),
                campaign.forced(),
                counts,
                campaign.leftOut(),
                campaign.state() == Campaign.State.RUNNING ? campaign.nextMailAt(now) : null,
                campaign.lastError(),
                campaign.createdAt(),
                campaign.finishedAt());
    }
}
