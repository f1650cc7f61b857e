package dev.portage.discovery;

import dev.portage.migration.AttributeMapping;
import dev.portage.migration.MetadataKeys;
import dev.portage.migration.Migration;
import dev.portage.migration.Options;
import dev.portage.migration.Run;
import dev.portage.migration.Settling;
import dev.portage.migration.Sightings;
import dev.portage.migration.SourceType;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;

/** Settles what takes the sight of the whole source, for an import and for a plan of one alike. */
@ApplicationScoped
public class WholePool {
    private final Sightings sightings;
    private final Settling settling;
    private final MetadataKeys metadataKeys;

    WholePool(Sightings sightings, Settling settling, MetadataKeys metadataKeys) {
        this.sightings = sightings;
        this.settling = settling;
        this.metadataKeys = metadataKeys;
    }

    /** Who is gone, who of those that share an address goes over, and which attributes become metadata. */
    public void settle(Migration migration, Run run) {
        if (migration.source().type() == SourceType.USER_POOL && run.purpose() != Run.Purpose.PLAN) {
            sightings.settle(migration.id(), run.id());
        }
        Options options = migration.options();
        settling.settleDuplicates(migration.id(), options.duplicateEmails() == Options.DuplicateEmails.SKIP_ALL);
        List<String> mostUsed = options.attributes().explicit() == null
                ? settling.mostUsedAttributes(migration.id(), AttributeMapping.MAX_KEYS)
                : List.of();
        Map<String, String> keys = options.attributes().keys(mostUsed);
        run.mapAttributes(keys);
        if (run.purpose() == Run.Purpose.IMPORT || run.purpose() == Run.Purpose.ATTRIBUTES) {
            metadataKeys.used(migration.id(), keys);
        }
    }
}
