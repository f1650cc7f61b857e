package dev.portage.migration;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whom a run moves. */
public sealed interface Audience {
    int LARGEST_CANARY = 1000;
    int MOST_EMAILS = 10_000;

    /** Everybody who is new, changed or pending. */
    record All() implements Audience {}

    /** A few users to try it with: confirmed and enabled ones first. */
    record Canary(int count) implements Audience {}

    /** The users with these addresses. */
    record Emails(List<String> emails) implements Audience {}

    /** The users whom an operator asked to try again; no discovery precedes. */
    record Retry() implements Audience {}

    /** The name that the contract and the database use. */
    default String kind() {
        return switch (this) {
            case All() -> "ALL";
            case Canary ignored -> "CANARY";
            case Emails ignored -> "EMAILS";
            case Retry() -> "RETRY";
        };
    }

    /** Puts together again what {@link #kind} and the fields were taken from. */
    static Audience of(String kind, @Nullable Integer count, List<String> emails) {
        return switch (kind) {
            case "ALL" -> new All();
            case "CANARY" -> new Canary(count == null ? 1 : count);
            case "EMAILS" -> new Emails(emails);
            case "RETRY" -> new Retry();
            default -> throw new IllegalArgumentException("unknown audience " + kind);
        };
    }
}
