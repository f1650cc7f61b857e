package dev.portage.migration;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What an import would do with a user, as far as can be known before it.
 *
 * @param reason why the user would not go over; null for one who would
 */
public record PlannedOutcome(Kind kind, @Nullable String reason) {
    /** What would happen. Callers rely on the words. */
    public enum Kind {
        /** A user is created in WorkOS. */
        IMPORT("wouldImport"),
        /** An account that is there gets the external id; nothing else of it changes. */
        LINK("wouldLink"),
        /** An account that is there is brought up to what Cognito says. */
        UPDATE("wouldUpdate"),
        /** Nothing, for the reason: the user ends SKIPPED, or FAILED where WorkOS itself stands against it. */
        SKIP("wouldSkip");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    /** The reason of one who has gone over before, and whom no change in Cognito asks to be sent again. */
    public static final String UNCHANGED = "unchanged";

    private static final Pattern TEXT = Pattern.compile("(\\w+)(?:\\(([a-z-]+)\\))?");

    public static final PlannedOutcome WOULD_IMPORT = new PlannedOutcome(Kind.IMPORT, null);
    public static final PlannedOutcome WOULD_LINK = new PlannedOutcome(Kind.LINK, null);
    public static final PlannedOutcome WOULD_UPDATE = new PlannedOutcome(Kind.UPDATE, null);

    public static PlannedOutcome wouldSkip(String reason) {
        return new PlannedOutcome(Kind.SKIP, reason);
    }

    static PlannedOutcome wouldSkip(Reason reason) {
        return wouldSkip(reason.slug());
    }

    /** As in {@code wouldImport} or {@code wouldSkip(no-email)}; what is none of them is empty. */
    public static Optional<PlannedOutcome> find(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        for (Kind kind : Kind.values()) {
            if (kind.word.equals(matcher.group(1)) && (kind == Kind.SKIP) == (matcher.group(2) != null)) {
                return Optional.of(new PlannedOutcome(kind, matcher.group(2)));
            }
        }
        return Optional.empty();
    }

    /** What stands in a row. */
    static PlannedOutcome of(String text) {
        return find(text).orElseThrow(() -> new IllegalStateException("the row was written by another version"));
    }

    /**
     * What an import would do with a user, by the rules that it goes by itself.
     *
     * @param accounts what WorkOS has already; empty where it has nothing of this user
     */
    public static PlannedOutcome of(SourceUser user, Options options, Optional<WorkOsAccounts.Known> accounts) {
        Reason excluded = user.plannedReason();
        if (excluded != null) {
            return wouldSkip(excluded);
        }
        boolean settled = Objects.equals(user.settledDigest(), user.digest());
        if (user.state().over()) {
            return settled ? wouldSkip(UNCHANGED) : change(user, options, accounts);
        }
        Reason decided = user.reason();
        if (settled && decided != null && !Settling.reconsiders(decided, options)) {
            return wouldSkip(decided);
        }
        return accounts.map(known -> of(known, user.cognito(), options)).orElse(WOULD_IMPORT);
    }

    /**
     * One who has gone over and has changed is brought up to date, unless somebody else has the new address. An account
     * that was there before keeps its address, and its profile too where the options say so.
     */
    private static PlannedOutcome change(SourceUser user, Options options, Optional<WorkOsAccounts.Known> accounts) {
        if (user.state() == UserState.LINKED) {
            return Treatment.ofKnown(user.state(), options) == Treatment.UPDATE ? WOULD_UPDATE : WOULD_LINK;
        }
        boolean taken = accounts.map(WorkOsAccounts.Known::sameAddress)
                .filter(account -> !account.id().equals(user.workosUserId()))
                .isPresent();
        return taken ? wouldSkip(Reason.EMAIL_TAKEN) : WOULD_UPDATE;
    }

    private static PlannedOutcome of(WorkOsAccounts.Known known, CognitoUser user, Options options) {
        WorkOsAccounts.Account same = known.sameAddress();
        Treatment treatment = known.own() || same == null
                ? Treatment.ofOwn(options)
                : Treatment.ofSameAddress(user, options, same.externalId());
        return switch (treatment) {
            case LINK -> WOULD_LINK;
            case UPDATE -> WOULD_UPDATE;
            case LEAVE -> wouldSkip(Reason.EMAIL_TAKEN);
            case REFUSE_OTHERS -> wouldSkip(Reason.EXTERNAL_ID_TAKEN);
            case REFUSE_UNVERIFIED -> wouldSkip(Reason.EMAIL_TAKEN_UNVERIFIED);
        };
    }

    /** As callers and the database have it, such as {@code wouldSkip(no-email)}. */
    @JsonValue
    public String text() {
        return reason == null ? kind.word : kind.word + "(" + reason + ")";
    }
}
