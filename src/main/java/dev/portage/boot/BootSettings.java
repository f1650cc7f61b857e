package dev.portage.boot;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.SmallRyeConfig;
import java.nio.file.Path;

/**
 * The settings that count before Quarkus starts.
 *
 * @param databaseGiven whether the operator named a PostgreSQL, so that none needs to be brought along
 * @param dataFolder where the embedded PostgreSQL keeps its data
 * @param port the embedded PostgreSQL's port; 0 for any free one
 */
record BootSettings(boolean databaseGiven, Path dataFolder, int port) {

    static final String DATABASE_URL = "portage.database.url";

    /** Reads system properties, the environment, {@code .env} and {@code config/application.properties}. */
    static BootSettings read() {
        // A config of our own: asking for the application's would fix it before the URL is known.
        SmallRyeConfig config = ConfigUtils.configBuilder().build();
        return new BootSettings(
                isSet(config, DATABASE_URL) || isSet(config, "quarkus.datasource.jdbc.url"),
                Path.of(config.getOptionalValue("portage.data.dir", String.class)
                        .orElse("data")),
                config.getOptionalValue("portage.data.port", Integer.class).orElse(0));
    }

    private static boolean isSet(SmallRyeConfig config, String name) {
        return config.getOptionalValue(name, String.class)
                .filter(value -> !value.isBlank())
                .isPresent();
    }
}
