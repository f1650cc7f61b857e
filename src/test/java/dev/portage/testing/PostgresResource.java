package dev.portage.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.common.TestResourceScope;
import io.quarkus.test.common.WithTestResource;
import jakarta.inject.Inject;
import java.util.Map;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A fresh database for each start of the application in tests. Every {@code @QuarkusTest} has it without asking; test
 * classes that share a running application share its database too; a field of type {@link DataSource} is given it.
 */
@WithTestResource(value = PostgresResource.class, scope = TestResourceScope.GLOBAL)
public final class PostgresResource implements QuarkusTestResourceLifecycleManager {

    private @Nullable PGSimpleDataSource database;

    @Override
    public Map<String, String> start() {
        database = TestDatabase.fresh();
        return Map.of(
                "portage.database.url",
                database.getUrl(),
                "portage.database.username",
                TestDatabase.USERNAME,
                "portage.database.password",
                "");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(
                database, field -> field.getType() == DataSource.class && !field.isAnnotationPresent(Inject.class));
    }

    @Override
    public void stop() {
        // The server ends with the JVM.
    }
}
