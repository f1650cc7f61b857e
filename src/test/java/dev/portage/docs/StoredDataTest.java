package dev.portage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

/** The documentation says of every table what is in it, and for how long. */
class StoredDataTest {

    @Test
    void everyTableIsNamed() throws IOException {
        String page = Files.readString(Path.of("docs/security.md"));
        List<String> tables = Jdbi.create(TestDatabase.fresh())
                .withHandle(
                        handle -> handle.createQuery("""
                        select table_name from information_schema.tables
                        where table_schema = 'public' and table_type = 'BASE TABLE'
                            and table_name <> 'flyway_schema_history'
                        """).mapTo(String.class).list());

        assertThat(tables).isNotEmpty().allSatisfy(table -> assertThat(page).contains("`" + table + "`"));
    }
}
