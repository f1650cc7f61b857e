package dev.portage.audit;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.OptionalLong;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/**
 * Who did what, when and from where; kept when a migration's personal data is erased. Entries are added, and never changed
 * or taken away: each vouches for all before it.
 */
public interface AuditTrail {

    void record(AuditEntry entry);

    /**
     * The newest entries first.
     *
     * @param before only entries older than the one with this id
     */
    List<Recorded> newest(Filter filter, int limit, OptionalLong before);

    /**
     * The oldest entries first.
     *
     * @param after only entries newer than the one with this id
     */
    List<Recorded> oldest(Filter filter, int limit, long after);

    /** Looks through the whole trail, entry by entry, whether one was changed or taken away since it was written. */
    Chain check();

    /**
     * What to look for; an empty text looks for anything.
     *
     * @param path what stands anywhere in the path
     * @param refused only calls that were refused, or failed
     */
    record Filter(String actor, String path, boolean refused) {

        public static final Filter ALL = new Filter("", "", false);
    }

    /**
     * An entry as it is kept.
     *
     * @param id 1 for the first entry, and one more for each
     * @param hash SHA-256, in hexadecimal digits, over the hash of the entry before it and this entry
     */
    @Schema(name = "AuditLine")
    record Recorded(long id, @JsonUnwrapped AuditEntry entry, String hash) {}

    /**
     * What a look through the trail has found.
     *
     * @param brokenAt the first entry that is not what its hash says, or does not follow the one before; null where none is
     * @param lastHash that of the newest entry, which vouches for all; null where there is none
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    @Schema(name = "AuditChain")
    record Chain(
            boolean intact,
            long entries,
            @Nullable Long brokenAt,
            @Nullable String lastHash) {}
}
