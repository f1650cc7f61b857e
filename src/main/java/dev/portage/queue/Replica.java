package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

/** This process among those that share the database. */
@ApplicationScoped
class Replica {
    private final UUID id = UUID.randomUUID();

    UUID id() {
        return id;
    }
}
