package dev.portage.cognito;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import dev.portage.migration.CognitoUser;
import java.io.CharConversionException;
import java.io.EOFException;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** One pass over one dump. */
final class DumpParser {

    private static final String EXPECTED =
            "expected what `aws cognito-idp list-users` writes: {\"Users\": [...]}, several"
                    + " such pages, or the users alone";
    private static final int MOST_ATTRIBUTES = 1_000;

    private final JsonParser json;
    private final int batchSize;
    private final DumpSink sink;
    private final List<CognitoUser> batch = new ArrayList<>();
    private long usersRead;
    private long usersHandedOver;
    private long unreadable;
    private boolean endsWithToken;

    DumpParser(JsonParser json, int batchSize, DumpSink sink) {
        this.json = json;
        this.batchSize = batchSize;
        this.sink = sink;
    }

    DumpSummary read() throws IOException, DamagedDump {
        try {
            readDocuments();
        } catch (JsonProcessingException damage) {
            JsonLocation location = damage.getLocation();
            throw damaged(problem(damage), location == null ? json.currentLocation() : location);
        } catch (EOFException | ZipException | CharConversionException damage) {
            throw damaged(problem(damage), json.currentLocation());
        }
        handOver();
        return new DumpSummary(usersHandedOver, unreadable, endsWithToken);
    }

    /** In our own words, since the parser's quote the dump. */
    static String problem(IOException damage) {
        return switch (damage) {
            case JsonEOFException _ -> "it ends in the middle, as if cut off";
            case StreamConstraintsException _ ->
                "it goes beyond what is read: texts of " + DumpReader.LONGEST_TEXT + " characters, "
                        + DumpReader.DEEPEST_NESTING + " levels of nesting, numbers of 1000 digits";
            case JsonProcessingException _ -> "this is not valid JSON; " + EXPECTED;
            case EOFException _ -> "the gzip file ends in the middle, as if cut off";
            case ZipException _ -> "the gzip file is corrupt";
            default -> "the text's encoding is damaged";
        };
    }

    private void readDocuments() throws IOException, DamagedDump {
        JsonToken token = json.nextToken();
        if (token == null) {
            throw damaged("it is empty; " + EXPECTED);
        }
        for (; token != null; token = json.nextToken()) {
            if (token == JsonToken.START_ARRAY) {
                while (json.nextToken() != JsonToken.END_ARRAY) {
                    readPageOrUser();
                }
            } else {
                readPageOrUser();
            }
        }
    }

    /** Which of the two it is shows only by its fields, which come in any order. */
    private void readPageOrUser() throws IOException, DamagedDump {
        expect(JsonToken.START_OBJECT, EXPECTED);
        DumpPosition start = position(json.currentTokenLocation());
        UserDraft draft = new UserDraft();
        boolean isPage = false;
        boolean isUser = false;
        boolean hasToken = false;
        while (json.nextToken() != JsonToken.END_OBJECT) {
            String field = json.currentName();
            json.nextToken();
            switch (field) {
                case "Users" -> {
                    readUsers();
                    isPage = true;
                }
                case "PaginationToken", "NextToken" -> {
                    hasToken |= json.currentToken() != JsonToken.VALUE_NULL;
                    json.skipChildren();
                }
                default -> isUser |= readUserField(draft, field);
            }
        }
        if (isPage) {
            endsWithToken = hasToken;
        } else if (isUser) {
            take(draft.finish(start.toString()));
        } else {
            throw damaged("this is neither a page nor a user; " + EXPECTED);
        }
    }

    private void readUsers() throws IOException, DamagedDump {
        expect(JsonToken.START_ARRAY, "expected an array of users");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.START_OBJECT, "expected a user, an object");
            DumpPosition start = position(json.currentTokenLocation());
            UserDraft draft = new UserDraft();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                readUserField(draft, field);
            }
            take(draft.finish(start.toString()));
        }
    }

    /** Returns whether a user has such a field at all; any other is skipped. */
    private boolean readUserField(UserDraft draft, String field) throws IOException, DamagedDump {
        switch (field) {
            case "Username" -> draft.username = text();
            case "UserStatus" -> draft.status = text();
            case "Enabled" -> draft.enabled = flag();
            case "UserCreateDate" -> draft.createdAt = instant();
            case "UserLastModifiedDate" -> draft.modifiedAt = instant();
            case "Attributes" -> readAttributes(draft);
            default -> {
                json.skipChildren();
                return false;
            }
        }
        return true;
    }

    private void readAttributes(UserDraft draft) throws IOException, DamagedDump {
        expect(JsonToken.START_ARRAY, "expected an array of attributes");
        while (json.nextToken() != JsonToken.END_ARRAY) {
            expect(JsonToken.START_OBJECT, "expected an attribute, an object with Name and Value");
            String name = null;
            String value = null;
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                json.nextToken();
                switch (field) {
                    case "Name" -> name = text();
                    case "Value" -> value = text();
                    default -> json.skipChildren();
                }
            }
            if (name == null) {
                throw damaged("this attribute has no Name");
            }
            if (value != null) {
                draft.attribute(name, value);
            }
            if (draft.attributes() > MOST_ATTRIBUTES) {
                throw damaged("this user has more than " + MOST_ATTRIBUTES + " attributes");
            }
        }
    }

    private @Nullable String text() throws IOException, DamagedDump {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_STRING -> json.getText();
            default -> throw damaged("expected a text");
        };
    }

    private @Nullable Boolean flag() throws DamagedDump {
        return switch (json.currentToken()) {
            case VALUE_NULL -> null;
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw damaged("expected true or false");
        };
    }

    private @Nullable Instant instant() throws IOException, DamagedDump {
        if (json.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        Optional<Instant> date = switch (json.currentToken()) {
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> DumpDate.ofSeconds(json.getDoubleValue());
            case VALUE_STRING -> DumpDate.ofText(json.getText());
            default -> Optional.empty();
        };
        return date.orElseThrow(() -> damaged("expected a date: seconds since 1970, or ISO 8601 with an offset"));
    }

    private void expect(JsonToken expected, String otherwise) throws DamagedDump {
        if (json.currentToken() != expected) {
            throw damaged(otherwise);
        }
    }

    private void take(ListedUser listed) {
        switch (listed) {
            case ListedUser.ReadableUser(CognitoUser user) -> {
                batch.add(user);
                usersRead++;
                if (batch.size() == batchSize) {
                    handOver();
                }
            }
            case UnreadableUser entry -> {
                unreadable++;
                sink.unreadable(entry);
            }
        }
    }

    private void handOver() {
        if (!batch.isEmpty()) {
            sink.accept(List.copyOf(batch));
            usersHandedOver += batch.size();
            batch.clear();
        }
    }

    private DumpPosition position(JsonLocation location) {
        return DumpPosition.of(location, json.getParsingContext());
    }

    private DamagedDump damaged(String problem) {
        return damaged(problem, json.currentTokenLocation());
    }

    private DamagedDump damaged(String problem, JsonLocation location) {
        return new DamagedDump(problem, position(location), usersRead, usersHandedOver);
    }
}
