package dev.portage.transfer;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import dev.portage.migration.SourceUser;
import dev.portage.migration.SourceUsers;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes the attributes of everybody who has gone over, one after the other, however many they are. The stream is left open:
 * what breaks off must not look like an end.
 */
@ApplicationScoped
public class AttributesExport {
    private static final int READ_AT_A_TIME = 1000;
    private static final CsvMapper CSV = new CsvMapper();
    private static final List<String> COLUMNS =
            List.of("workosUserId", "sub", "username", "status", "enabled", "createdAt", "modifiedAt");

    private final SourceUsers users;
    private final ObjectMapper json;

    AttributesExport(SourceUsers users, ObjectMapper json) {
        this.users = users;
        this.json = json;
    }

    /** One JSON object to a line. */
    public void ndjson(UUID migrationId, OutputStream out) throws IOException {
        try (SequenceWriter writer = json.writerFor(UserAttributes.class)
                .withRootValueSeparator("\n")
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValues(out)) {
            Iterator<SourceUser> all = over(migrationId);
            while (all.hasNext()) {
                writer.write(UserAttributes.of(all.next()));
            }
        }
    }

    /** A column for each attribute that anybody has; one that would bear the name of ours has a dot before it. */
    public void csv(UUID migrationId, OutputStream out) throws IOException {
        Map<String, String> columns = new LinkedHashMap<>();
        users.attributeNames(migrationId).stream()
                .filter(name -> !name.equals("sub"))
                .forEach(name -> columns.put(name, COLUMNS.contains(name) ? "." + name : name));
        CsvSchema.Builder schema = CsvSchema.builder();
        COLUMNS.forEach(schema::addColumn);
        columns.values().forEach(schema::addColumn);
        try (SequenceWriter writer = CSV.writer(schema.build().withHeader())
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .writeValues(out)) {
            Iterator<SourceUser> all = over(migrationId);
            while (all.hasNext()) {
                writer.write(line(UserAttributes.of(all.next()), columns));
            }
        }
    }

    private static Map<String, String> line(UserAttributes user, Map<String, String> columns) {
        Map<String, String> line = new LinkedHashMap<>();
        line.put("workosUserId", user.workosUserId());
        line.put("sub", user.sub());
        line.put("username", user.username());
        line.put("status", user.status());
        line.put("enabled", String.valueOf(user.enabled()));
        line.put("createdAt", text(user.createdAt()));
        line.put("modifiedAt", text(user.modifiedAt()));
        columns.forEach((name, column) -> line.put(column, user.attributes().getOrDefault(name, "")));
        return line;
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private Iterator<SourceUser> over(UUID migrationId) {
        return users.stream(migrationId, SourceUsers.Filter.ALL, READ_AT_A_TIME)
                .filter(user -> user.workosUserId() != null)
                .iterator();
    }
}
