package dev.portage.cognito;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonStreamContext;
import java.util.OptionalLong;
import java.util.Set;

/**
 * A place in a dump.
 *
 * @param line from 1; the whole dump may be one line
 * @param column from 1, in bytes; not positive where a line is too long to count
 * @param byteOffset from 0, in the unpacked file; empty where the dump is not in UTF-8
 * @param path such as {@code Users[1234].Attributes[2]}, with a document's number before it where a dump holds several;
 *     empty at the top. It shows the names of a dump's own fields only, as others might be personal data.
 */
public record DumpPosition(int line, int column, OptionalLong byteOffset, String path) {

    private static final Set<String> FIELDS = Set.of(
            "Users",
            "Username",
            "Attributes",
            "Name",
            "Value",
            "UserCreateDate",
            "UserLastModifiedDate",
            "Enabled",
            "UserStatus",
            "PaginationToken",
            "NextToken");

    static DumpPosition of(JsonLocation location, JsonStreamContext context) {
        long offset = location.getByteOffset();
        return new DumpPosition(
                location.getLineNr(),
                location.getColumnNr(),
                offset < 0 ? OptionalLong.empty() : OptionalLong.of(offset),
                path(context));
    }

    private static String path(JsonStreamContext context) {
        JsonStreamContext parent = context.getParent();
        if (parent == null) {
            return context.getCurrentIndex() > 0 ? "document " + (context.getCurrentIndex() + 1) : "";
        }
        String before = path(parent);
        if (context.inArray()) {
            return before + "[" + Math.max(context.getCurrentIndex(), 0) + "]";
        }
        String field = context.getCurrentName();
        if (field == null) {
            return before;
        }
        String name = FIELDS.contains(field) ? field : "(other)";
        return before.isEmpty() ? name : before + (parent.inRoot() ? ", " : ".") + name;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("line ").append(line);
        if (column > 0) {
            text.append(", column ").append(column);
        }
        byteOffset.ifPresent(offset -> text.append(" (byte ").append(offset).append(")"));
        return path.isEmpty() ? text.toString() : text.append(", ").append(path).toString();
    }
}
