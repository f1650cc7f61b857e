package dev.portage.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.InProcess;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;

/** Flyway is left asleep where the schema is known to be what these scripts make, and only there. */
@QuarkusTest
@InProcess("asks what otherwise is asked once, at the start")
class SchemaTest extends MigrationTest {

    @Inject
    Schema schema;

    @Test
    void isUpToDateOnceThisVersionHasBroughtItThere() throws SQLException {
        assertThat(schema.isUpToDate()).as("after the start").isTrue();

        comment("null");
        assertThat(schema.isUpToDate()).as("made by Flyway alone").isFalse();

        comment("'Brought up to date by the migrations up to V1__schema.sql, checksum 00000000'");
        assertThat(schema.isUpToDate()).as("made by another version").isFalse();

        schema.update();
        assertThat(schema.isUpToDate()).isTrue();
    }

    private void comment(String comment) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("comment on table flyway_schema_history is " + comment);
        }
    }
}
