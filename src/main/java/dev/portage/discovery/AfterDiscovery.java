package dev.portage.discovery;

import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import java.util.Set;

/** What a room does with a run of its own once the source is in the rows. */
public interface AfterDiscovery {

    /** The purposes of the runs that it goes on with; no other room has these. */
    Set<Run.Purpose> purposes();

    /** Goes on with a run whose source has been read; in the transaction that keeps the last of it. */
    void discovered(Migration migration, Run run);
}
