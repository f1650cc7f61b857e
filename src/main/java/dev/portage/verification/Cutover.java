package dev.portage.verification;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether Cognito can be switched off, and what the application needs for it.
 *
 * @param ready whether nothing stands against it
 * @param reasons what does, each with what to do; or why nothing does
 * @param forecast when the rest will have come over; null where nobody has come over in the last week
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
@RegisterForReflection
public record Cutover(
        boolean ready,
        List<String> reasons,
        Left left,
        List<Day> fallbacks,
        @Nullable Forecast forecast,
        ApplicationPlan application) {

    /**
     * Who is left.
     *
     * @param withoutPassword in WorkOS, with a password in Cognito, and not known to have one in WorkOS
     * @param unlinked who sign in through a provider only, and had not done so in WorkOS at the latest verification
     * @param notInWorkOS who wait or have failed
     * @param neverSignedIn to WorkOS, at the latest verification
     * @param signUps in Cognito of whom nothing was known here, at the latest verification
     * @param changed in Cognito since the last run, at the latest verification
     * @param verifiedAt when that was done; null, as what it found, where there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @RegisterForReflection
    public record Left(
            long withoutPassword,
            @Nullable Long unlinked,
            long notInWorkOS,
            @Nullable Long neverSignedIn,
            @Nullable Long signUps,
            @Nullable Long changed,
            @Nullable Instant verifiedAt) {}

    /**
     * Sign-ins of one day, by UTC, that WorkOS could not answer by itself.
     *
     * @param askedCognito how many fell back to Cognito, whatever came of it
     * @param carriedOver how many of these brought a password over
     */
    @RegisterForReflection
    public record Day(LocalDate day, long askedCognito, long carriedOver) {}

    /**
     * When the rest will have come over by themselves, if they go on as in the last seven days.
     *
     * @param perDay users who have brought or set a password, or signed in by their provider
     * @param daysLeft rounded up; users who never come back are in it too, so a campaign of resets ends it sooner
     */
    @RegisterForReflection
    public record Forecast(double perDay, long daysLeft) {}
}
