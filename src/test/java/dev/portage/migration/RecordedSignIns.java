package dev.portage.migration;

import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.postgres.PostgresPlugin;

/** What a service has written down of its sign-ins, read beside it. */
public final class RecordedSignIns {
    private RecordedSignIns() {}

    /** @param secret under which the service keeps addresses: by default its WorkOS API key */
    public static SignIns of(DataSource database, String secret) {
        return new SignIns(
                Jdbi.create(database).installPlugin(new PostgresPlugin()), new AddressHash(() -> Optional.of(secret)));
    }
}
