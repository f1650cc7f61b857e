package dev.portage.testing;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
class PostgresResourceTest {

    @Inject
    DataSource database;

    @Test
    void theApplicationRunsOnACopyOfTheTemplate() throws SQLException {
        try (var connection = database.getConnection()) {
            assertThat(connection.getCatalog()).startsWith("test_");
        }
    }

    @Test
    void everyFreshDatabaseIsAnother() throws SQLException {
        try (var one = TestDatabase.fresh().getConnection();
                var other = TestDatabase.fresh().getConnection()) {
            assertThat(one.getCatalog()).isNotEqualTo(other.getCatalog());
        }
    }
}
