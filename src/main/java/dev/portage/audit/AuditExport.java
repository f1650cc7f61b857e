package dev.portage.audit;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;

/** Writes the trail, or what a filter leaves of it, however long it is. */
@ApplicationScoped
public class AuditExport {

    private static final int EXPORTED_AT_A_TIME = 1000;

    private final AuditTrail trail;
    private final ObjectMapper mapper;

    AuditExport(AuditTrail trail, ObjectMapper mapper) {
        this.trail = trail;
        this.mapper = mapper;
    }

    /** One JSON object to a line, the oldest first. */
    public void ndjson(AuditTrail.Filter filter, OutputStream out) throws IOException {
        // Flushed by the container: a writer that closes or flushes at each line would send each by itself.
        ObjectWriter writer = mapper.writerFor(AuditTrail.Recorded.class)
                .without(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        List<AuditTrail.Recorded> entries = trail.oldest(filter, EXPORTED_AT_A_TIME, 0);
        while (!entries.isEmpty()) {
            for (AuditTrail.Recorded entry : entries) {
                writer.writeValue(out, entry);
                out.write('\n');
            }
            entries = trail.oldest(filter, EXPORTED_AT_A_TIME, entries.getLast().id());
        }
    }
}
