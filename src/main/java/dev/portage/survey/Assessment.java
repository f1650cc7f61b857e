package dev.portage.survey;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.portage.cognito.PoolClient;
import dev.portage.migration.Run;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * What an assessment has found. What is counted stays as it was when it was counted; what follows from the budget is worked
 * out anew each time.
 *
 * @param outdated whether the options, as they are now, are others than those that the plan was made for
 * @param readyAt when the plan was made; null while there is none, and then nothing below is there
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Assessment(
        State state,
        Progress progress,
        @Nullable String lastError,
        boolean outdated,
        @Nullable Instant readyAt,
        @Nullable Pool pool,
        @Nullable Users users,
        List<Attribute> attributes,
        List<Group> groups,
        List<Provider> providers,
        List<PoolClient> appClients,
        @Nullable Plan plan,
        List<Misfit> misfits,
        @Nullable Recommendation recommendation,
        @Nullable Durations durations) {

    /** Whether it can be read. */
    @Schema(name = "AssessmentState")
    public enum State {
        RUNNING,
        READY,
        FAILED
    }

    /**
     * How far it is.
     *
     * @param phase what the run is at; null where none is under way
     * @param estimatedUsers Cognito's own estimate, which may be off by many; null where it has not been asked
     * @param percent of the whole, roughly
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AssessmentProgress")
    public record Progress(
            Run.@Nullable Phase phase,
            long usersRead,
            @Nullable Integer estimatedUsers,
            int percent) {}

    /**
     * How the user pool is set up.
     *
     * @param mfa OFF, OPTIONAL or ON
     * @param passkeys whether users may sign in with one; which users have one Cognito does not list
     * @param passwordless whether nobody signs in with a password
     */
    @Schema(name = "AssessedPool")
    public record Pool(
            String id,
            String name,
            String mfa,
            List<String> firstFactors,
            boolean passkeys,
            boolean passwordless,
            List<String> signInAttributes,
            List<String> lambdaTriggers) {}

    /**
     * Who is in the source, by what was counted.
     *
     * @param byMethod password, a provider's name, or both with a plus sign between
     * @param byDomain the e-mail domains with most users, at most 50
     * @param domains how many domains there are
     * @param byFactor second factors; null where nobody has asked for them
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AssessedUsers")
    public record Users(
            long total,
            long enabled,
            long disabled,
            long verified,
            long unverified,
            long withoutEmail,
            Map<String, Long> byStatus,
            Map<String, Long> byMethod,
            Map<String, Long> byDomain,
            long domains,
            @Nullable Map<String, Long> byFactor) {}

    /**
     * A custom attribute, or another that goes into metadata.
     *
     * @param users who have it; none where a map names what nobody has
     * @param longest the longest value, in characters
     * @param fits whether WorkOS metadata takes every value, or would where it stays in Portage's database
     * @param metadataKey the key that it goes under; null where it stays in Portage's database only
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AssessedAttribute")
    public record Attribute(
            String name,
            long users,
            int longest,
            boolean fits,
            @Nullable String metadataKey) {}

    /**
     * A group of the pool.
     *
     * @param madeByCognito whether Cognito made it for the users of a provider, so that it is no role
     */
    @Schema(name = "AssessedGroup")
    public record Group(String name, long members, boolean madeByCognito) {}

    /**
     * An identity provider of the pool, or of a user.
     *
     * @param workosProvider what it becomes in WorkOS; null where WorkOS has none of the kind
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AssessedProvider")
    public record Provider(
            String name, String type, long users, @Nullable String workosProvider) {}

    /** How many users an import would do what with. */
    @Schema(name = "AssessedPlan")
    public record Plan(long wouldImport, long wouldLink, long wouldUpdate, Map<String, Long> wouldSkip) {}

    /**
     * What will not fit.
     *
     * @param kind a slug, such as no-email
     * @param examples at most ten
     */
    public record Misfit(String kind, long users, String explanation, List<Example> examples) {}

    /** One whom it concerns. */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "MisfitExample")
    public record Example(
            String sub, String username, @Nullable String email) {}

    /**
     * How long it takes at the budget as it is, where nothing else draws on it.
     *
     * @param discoverySeconds reading the user pool, groups included; none for a dump
     * @param resetsSeconds one mail a second, as WorkOS advises
     */
    public record Durations(long discoverySeconds, long importSeconds, long membershipsSeconds, long resetsSeconds) {}
}
