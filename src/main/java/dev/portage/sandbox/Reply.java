package dev.portage.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One answer, whole in memory or written as a stream. Answers are sent, never compared. */
@SuppressWarnings("ArrayRecordComponent")
record Reply(
        int status,
        Map<String, String> headers,
        byte[] body,
        @Nullable Stream stream) {

    private static final byte[] NOTHING = {};

    /** A body too large to hold: the dump of a pool. */
    interface Stream {
        void writeTo(OutputStream out) throws IOException;
    }

    static Reply json(int status, JsonNode body) {
        return new Reply(status, Map.of("Content-Type", "application/json; charset=utf-8"), Json.bytes(body), null);
    }

    static Reply ok(JsonNode body) {
        return json(200, body);
    }

    static Reply empty(int status) {
        return new Reply(status, Map.of(), NOTHING, null);
    }

    static Reply streamed(Stream stream) {
        return new Reply(200, Map.of("Content-Type", "application/json; charset=utf-8"), NOTHING, stream);
    }

    Reply with(String header, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(header, value);
        return new Reply(status, more, body, stream);
    }

    Reply withBody(byte[] other) {
        return new Reply(status, headers, other, null);
    }

    boolean successful() {
        return status >= 200 && status < 300;
    }
}
