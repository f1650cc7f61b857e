package dev.portage.migration;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import java.io.IOException;
import java.util.Arrays;

/**
 * A password in clear, for as long as one call takes: then it is wiped, whoever still has it in hand. It can be read, but
 * not printed by accident.
 */
@JsonDeserialize(using = Password.Reader.class)
public final class Password implements AutoCloseable {
    private final char[] text;

    /** Takes the array for its own, and wipes it in the end. */
    public Password(char[] text) {
        this.text = text;
    }

    /** The password itself: for the body of the one call that needs it, and nothing else. */
    public String reveal() {
        return new String(text);
    }

    public int length() {
        return text.length;
    }

    /** Wipes it. */
    @Override
    public void close() {
        Arrays.fill(text, '\0');
    }

    @Override
    public String toString() {
        return "Password[hidden]";
    }

    /** Straight from the parser's buffer, past any string. */
    static final class Reader extends StdDeserializer<Password> {
        private static final long serialVersionUID = 1;

        Reader() {
            super(Password.class);
        }

        @Override
        public Password deserialize(JsonParser parser, DeserializationContext context) throws IOException {
            if (parser.currentToken() != JsonToken.VALUE_STRING) {
                return (Password) context.handleUnexpectedToken(String.class, parser);
            }
            int from = parser.getTextOffset();
            char[] buffer = parser.getTextCharacters();
            char[] text = Arrays.copyOfRange(buffer, from, from + parser.getTextLength());
            Arrays.fill(buffer, from, from + text.length, '\0');
            return new Password(text);
        }
    }
}
