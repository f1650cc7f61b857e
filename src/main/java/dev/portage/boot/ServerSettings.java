package dev.portage.boot;

import java.util.Map;

/** What the embedded PostgreSQL is told on its command line. */
final class ServerSettings {

    /** For data that must survive: the library's own settings trade durability for speed, as tests want it. */
    static final Map<String, String> DURABLE = Map.of(
            "fsync", "on",
            "synchronous_commit", "on",
            "listen_addresses", "localhost",
            // No socket in the shared temporary folder.
            "unix_socket_directories", "",
            "max_connections", "60",
            "shared_buffers", "128MB",
            // A queue writes all day: fewer checkpoints, yet a short recovery and little disk.
            "max_wal_size", "1GB",
            "log_checkpoints", "off");

    private ServerSettings() {}
}
