package dev.portage.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import java.util.Map;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh database for each start of the application in tests. Every {@code @QuarkusTest} has it without asking; test
 * classes that share a running application share its database too.
 */
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        PGSimpleDataSource database = TestDatabase.fresh();
        return Map.of(
                "portage.database.url",
                database.getUrl(),
                "portage.database.username",
                TestDatabase.USERNAME,
                "portage.database.password",
                "");
    }

    @Override
    public void stop() {
        // The server ends with the JVM.
    }
}
