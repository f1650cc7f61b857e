package dev.portage.discovery;

import dev.portage.migration.Migration;
import dev.portage.migration.Run;
import io.quarkus.arc.All;
import jakarta.inject.Singleton;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Hands a run whose source has been read to the room that goes on with it. */
@Singleton
class HandOver {
    private final Map<Run.Purpose, AfterDiscovery> next = new EnumMap<>(Run.Purpose.class);

    HandOver(@All List<AfterDiscovery> rooms) {
        rooms.forEach(room -> room.purposes().forEach(purpose -> next.put(purpose, room)));
    }

    void discovered(Migration migration, Run run) {
        Objects.requireNonNull(next.get(run.purpose())).discovered(migration, run);
    }
}
