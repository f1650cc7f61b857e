package dev.portage.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;
import java.util.UUID;

/** Writes who became whom, one user after the other, however many they are. */
@ApplicationScoped
public class IdMap {
    private static final int READ_AT_A_TIME = 1000;
    private static final CsvMapper CSV = new CsvMapper();

    private final SourceUsers users;

    IdMap(SourceUsers users) {
        this.users = users;
    }

    /**
     * A line for each user that the filter lets through, with the names of the columns before them. The stream is left
     * open: what breaks off must not look like an end.
     */
    public void csv(UUID migrationId, SourceUsers.Filter filter, OutputStream out) throws IOException {
        try (SequenceWriter writer = CSV.writer(CSV.schemaFor(UserLine.class).withHeader())
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValues(out)) {
            Iterator<SourceUser> all =
                    users.stream(migrationId, filter, READ_AT_A_TIME).iterator();
            while (all.hasNext()) {
                writer.write(UserLine.of(all.next()));
            }
        }
    }
}
