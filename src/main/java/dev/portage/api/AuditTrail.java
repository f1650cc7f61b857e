package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.util.List;
import java.util.OptionalLong;

/** Who did what, when and from where; kept when a migration's personal data is erased. */
public interface AuditTrail {

    void record(AuditEntry entry);

    /**
     * The newest entries first.
     *
     * @param before only entries older than the one with this id
     */
    List<Recorded> newest(int limit, OptionalLong before);

    /** @param id ascending with time */
    record Recorded(long id, @JsonUnwrapped AuditEntry entry) {}
}
