package dev.portage.sandbox;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * A pool as {@code aws cognito-idp list-users} writes it: one merged document as the CLI makes by itself, or many
 * documents one after the other as hand-paged ones are, with the token beside the users. CLI v1 wrote dates as epoch
 * numbers, v2 writes ISO text with an offset.
 */
final class Dump {

    private static final int PAGE = 60;
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.ofHours(1));

    private final JsonGenerator out;
    private final boolean iso;

    private Dump(JsonGenerator out, boolean iso) {
        this.out = out;
        this.iso = iso;
    }

    static Reply of(Pool pool, Call call) {
        boolean iso = choice(call, "dates", "iso", "epoch");
        boolean merged = choice(call, "pages", "merged", "many");
        return Reply.streamed(stream -> write(pool, iso, merged, stream));
    }

    /** True for the first of two values, which is the default. */
    private static boolean choice(Call call, String name, String first, String second) {
        String value = call.query(name).orElse(first);
        if (!value.equals(first) && !value.equals(second)) {
            throw Refusal.control(400, name + " is " + first + " or " + second);
        }
        return value.equals(first);
    }

    private static void write(Pool pool, boolean iso, boolean merged, OutputStream stream) throws IOException {
        try (JsonGenerator out = Json.MAPPER.getFactory().createGenerator(new BufferedOutputStream(stream, 1 << 16))) {
            out.useDefaultPrettyPrinter();
            new Dump(out, iso).documents(pool, merged);
        }
    }

    private void documents(Pool pool, boolean merged) throws IOException {
        int end = pool.users().end();
        int index = 0;
        int page = 0;
        do {
            int next = merged ? end : Math.min(end, index + PAGE);
            out.writeStartObject();
            out.writeArrayFieldStart("Users");
            for (; index < next; index++) {
                Optional<PoolUser> user = pool.users().at(index);
                if (user.isPresent()) {
                    write(user.get());
                }
            }
            out.writeEndArray();
            if (index < end) {
                // The CLI's own paging calls it NextToken, the API PaginationToken: hand-made dumps show both.
                out.writeStringField(page++ % 2 == 0 ? "PaginationToken" : "NextToken", "page-" + page);
            }
            out.writeEndObject();
        } while (index < end);
    }

    private void write(PoolUser user) throws IOException {
        out.writeStartObject();
        out.writeStringField("Username", user.username());
        out.writeArrayFieldStart("Attributes");
        for (var attribute : user.attributes().entrySet()) {
            out.writeStartObject();
            out.writeStringField("Name", attribute.getKey());
            out.writeStringField("Value", attribute.getValue());
            out.writeEndObject();
        }
        out.writeEndArray();
        date("UserCreateDate", user.createdAt());
        date("UserLastModifiedDate", user.modifiedAt());
        out.writeBooleanField("Enabled", user.enabled());
        out.writeStringField("UserStatus", user.status());
        out.writeEndObject();
    }

    private void date(String name, Instant instant) throws IOException {
        if (iso) {
            out.writeStringField(name, ISO.format(instant));
        } else {
            out.writeNumberField(name, PoolUser.epoch(instant));
        }
    }
}
