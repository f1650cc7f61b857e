package dev.portage.dashboard.campaigns;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.Tone;
import dev.portage.dashboard.Words;
import dev.portage.reset.Campaign;
import dev.portage.reset.ResetAudience;
import dev.portage.reset.ResetState;
import dev.portage.reset.Window;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** Campaigns and their mails in an operator's words. */
public final class CampaignWords {

    private CampaignWords() {}

    static Badge badge(Campaign.State state) {
        return switch (state) {
            case RUNNING -> new Badge("Sending", Tone.BUSY);
            case PAUSED -> new Badge("Paused", Tone.WARNING);
            case COMPLETED -> new Badge("Completed", Tone.GOOD);
            case CANCELLED -> new Badge("Cancelled", Tone.CALM);
        };
    }

    public static Badge badge(ResetState state) {
        return switch (state) {
            case QUEUED -> new Badge("Queued", Tone.CALM);
            case SENT -> new Badge("Sent", Tone.BUSY);
            case COMPLETED -> new Badge("Password set", Tone.GOOD);
            case FAILED -> new Badge("Failed", Tone.BAD);
            case UNCERTAIN -> new Badge("Uncertain", Tone.WARNING);
        };
    }

    static String audience(Campaign campaign) {
        Integer count = campaign.audienceCount();
        return campaign.audience() == ResetAudience.Kind.CANARY && count != null
                ? "Canary of " + Words.number(count)
                : audience(campaign.audience());
    }

    static String audience(ResetAudience.Kind kind) {
        return switch (kind) {
            case WITHOUT_PASSWORD -> "Everybody without a password";
            case ALL -> "Everybody whose password was not carried over";
            case CANARY -> "Canary";
            case EMAILS -> "Chosen addresses";
            case NOT_COMPLETED -> "Reminder";
            case USER -> "Single users";
        };
    }

    /** Such as {@code 3,600 an hour, from 08:00 to 20:00 Europe/Berlin}. */
    static String pace(Campaign campaign) {
        return Words.number(campaign.pace().perHour()) + " an hour"
                + campaign.window().map(CampaignWords::hours).orElse("");
    }

    private static String hours(Window window) {
        String zone =
                window.zone().equals(ZoneOffset.UTC) ? "UTC" : window.zone().getId();
        return ", from " + window.from() + " to " + window.until() + " " + zone;
    }

    /** How many get no mail, and why, the most first. */
    record LeftOut(String number, String why) {

        static List<LeftOut> of(Map<String, Long> leftOut) {
            return leftOut.entrySet().stream()
                    .filter(entry -> entry.getValue() > 0)
                    .sorted(Map.Entry.<String, Long>comparingByValue(Comparator.reverseOrder())
                            .thenComparing(Map.Entry.comparingByKey()))
                    .map(entry -> new LeftOut(Words.number(entry.getValue()), why(entry.getKey())))
                    .toList();
        }

        private static String why(String slug) {
            return switch (slug) {
                case "not-migrated" -> "not in WorkOS yet";
                case "gone" -> "gone from the user pool";
                case "disabled-since" -> "disabled in Cognito since the move";
                case "federated-only" -> "signing in through an identity provider only";
                case "passwordless" -> "of a pool in which nobody signs in with a password";
                case "has-password" -> "with a password in WorkOS already";
                case "queued-already" -> "with a mail waiting already";
                case "mailed-already" -> "mailed already";
                case "not-mailed" -> "never mailed";
                case "completed" -> "with a password since the mail";
                case "uncertain" -> "mailed perhaps: the answer was lost";
                case "mailed-since" -> "mailed since";
                case "unknown" -> "unknown: no user of this migration has the address";
                default -> slug;
            };
        }
    }
}
