package dev.portage.cognito;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.portage.migration.CognitoUser;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DumpReaderTest {

    private final CollectingSink sink = new CollectingSink();

    @Test
    void readsWhatTheCommandLineWrites() throws Exception {
        DumpSummary summary = read("""
                {
                    "Users": [
                        {
                            "Username": "Google_1172",
                            "Attributes": [
                                {"Name": "sub", "Value": "0b1f-1"},
                                {"Name": "identities", "Value": "[{\\"userId\\":\\"1172\\",\\"providerName\\":\\"Google\\",\\"providerType\\":\\"Google\\",\\"issuer\\":null,\\"primary\\":\\"true\\",\\"dateCreated\\":\\"1572324485926\\"}]"},
                                {"Name": "email", "Value": "first@example.com"},
                                {"Name": "email", "Value": "last@example.com"},
                                {"Name": "custom:empty"}
                            ],
                            "UserCreateDate": 1572324485.926,
                            "UserLastModifiedDate": "2019-10-29T06:48:05.926000+02:00",
                            "Enabled": false,
                            "UserStatus": "EXTERNAL_PROVIDER"
                        }
                    ]
                }
                """);

        assertThat(summary).isEqualTo(new DumpSummary(1, 0, false));
        CognitoUser user = sink.users.getFirst();
        assertThat(user.sub()).isEqualTo("0b1f-1");
        assertThat(user.enabled()).isFalse();
        assertThat(user.createdAt()).isEqualTo(Instant.ofEpochMilli(1572324485926L));
        assertThat(user.modifiedAt()).isEqualTo(Instant.parse("2019-10-29T04:48:05.926Z"));
        assertThat(user.email()).contains("last@example.com");
        assertThat(user.attributes()).doesNotContainKey("custom:empty");
        assertThat(user.identities())
                .singleElement()
                .matches(identity -> identity.primary() && identity.userId().equals("1172"));
    }

    @Test
    void readsUsersOneAfterTheOther() throws Exception {
        read(user("a") + "\n" + user("b") + "\n");

        assertThat(sink.users).extracting(CognitoUser::username).containsExactly("a", "b");
    }

    @Test
    void readsWhatWindowsPowerShellWrites() throws Exception {
        new DumpReader(10)
                .read(
                        new ByteArrayInputStream(
                                ("\uFEFF{\"Users\": [" + user("ä") + "]}\r\n").getBytes(StandardCharsets.UTF_16LE)),
                        sink);

        assertThat(sink.users).extracting(CognitoUser::username).containsExactly("ä");
    }

    @Test
    void readsGzipFilesOneAfterTheOther() throws Exception {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        joined.write(gzip("{\"Users\": [" + user("a") + "], \"NextToken\": \"t\"}"));
        joined.write(gzip("{\"Users\": [" + user("b") + "]}"));
        // Like a network stream, this one never says that more is available.
        InputStream shy = new FilterInputStream(new ByteArrayInputStream(joined.toByteArray())) {
            @Override
            public int available() {
                return 0;
            }
        };

        new DumpReader(10).read(shy, sink);

        assertThat(sink.users).extracting(CognitoUser::username).containsExactly("a", "b");
    }

    @Test
    void tellsThatAnotherPageIsToCome() throws Exception {
        assertThat(read("{\"Users\": [" + user("a") + "], \"NextToken\": \"t\"}")
                        .endsWithToken())
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"Users\": []}", "[]", "{\"Users\": [], \"PaginationToken\": null}"})
    void anEmptyPoolIsNoDamage(String dump) throws Exception {
        assertThat(read(dump)).isEqualTo(new DumpSummary(0, 0, false));
        assertThat(sink.batchSizes).isEmpty();
    }

    @Test
    void handsOverInBatches() throws Exception {
        read("[" + String.join(",", user("a"), user("b"), user("c"), user("d"), user("e")) + "]");

        assertThat(sink.batchSizes).containsExactly(2, 2, 1);
    }

    @Test
    void reportsUsersThatCannotBeIdentified() throws Exception {
        DumpSummary summary = read("""
                {"Users": [
                {"Username": "no-sub", "Enabled": true},
                {"Attributes": [{"Name": "sub", "Value": "s"}], "Enabled": true},
                {"Username": "e0a1b2c3-1111-2222-3333-444455556666", "Enabled": true}
                ]}
                """);

        assertThat(summary).isEqualTo(new DumpSummary(1, 2, false));
        assertThat(sink.users).extracting(CognitoUser::sub).containsExactly("e0a1b2c3-1111-2222-3333-444455556666");
        assertThat(sink.unreadable)
                .extracting(UnreadableUser::position)
                .containsExactly("line 2, column 1 (byte 12), Users[0]", "line 3, column 1 (byte 53), Users[1]");
        assertThat(sink.unreadable).extracting(UnreadableUser::username).containsExactly("no-sub", null);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Users\": {}}                                             | Users       | expected an array of users",
                "{\"Users\": [7]}                                            | Users[0]    | expected a user",
                "{\"Users\": [{\"Username\": 7}]}                            | Users[0].Username | expected a text",
                "{\"Users\": [{\"Enabled\": \"true\"}]}                      | Users[0].Enabled | expected true or false",
                "{\"Users\": [{\"UserCreateDate\": \"today\"}]}              | Users[0].UserCreateDate | expected a date",
                "{\"Users\": [{\"UserCreateDate\": 1572324485926}]}          | Users[0].UserCreateDate | expected a date",
                "{\"Users\": [{\"UserCreateDate\": 1e999999999}]}            | Users[0].UserCreateDate | expected a date",
                "{\"Users\": [{\"Attributes\": {}}]}                         | Users[0].Attributes | expected an array",
                "{\"Users\": [{\"Attributes\": [{\"Name\":\"a\"},{\"Value\":\"b\"}]}]} | Users[0].Attributes[1] | has no Name",
                "{\"Users\": [{\"Attributes\": [{\"Value\": {\"x\": 1}}]}]}  | Users[0].Attributes[0].Value | expected a text",
                "{\"Users\": []} {\"Users\": [true]}                         | document 2, Users[0] | expected a user",
                "[{\"Users\": []}, {\"Users\": [1]}]                         | [1].Users[0] | expected a user",
                "{\"Users\": [secret]}                                       | Users[0]    | not valid JSON",
                "{\"jane@example.com\": [secret]}                            | (other)[0]  | not valid JSON",
                "{\"Users\": [{\"Username\": \"secret                        | Users[0].Username | ends in the middle",
                "{\"message\": \"expired\"}                                  | ``          | neither a page nor a user",
                "Username,Email                                              | ``          | aws cognito-idp list-users",
                "\"Users\"                                                   | ``          | aws cognito-idp list-users",
                "``                                                          | ``          | it is empty",
            })
    void tellsWhatIsDamagedAndWhere(String dump, String path, String problem) {
        DamagedDump damage = catchThrowableOfType(DamagedDump.class, () -> read(dump));

        assertThat(damage).isNotNull();
        assertThat(damage.position().path()).isEqualTo(path);
        assertThat(damage).hasMessageContaining(problem).hasNoCause();
        assertThat(damage.getMessage()).doesNotContain("secret", "jane");
    }

    @Test
    void countsWhatWasReadBeforeTheDamage() {
        DamagedDump damage = catchThrowableOfType(
                DamagedDump.class,
                () -> read("{\"Users\": [\n" + user("a") + ",\n" + user("b") + ",\n" + user("c") + ",\n?"));

        assertThat(damage.usersRead()).isEqualTo(3);
        assertThat(damage.usersHandedOver()).isEqualTo(2);
        assertThat(damage.position().line()).isEqualTo(5);
        assertThat(damage.position().byteOffset()).isPresent();
    }

    @Test
    void refusesTextsAndNestingWithoutEnd() {
        String longText = "x".repeat(DumpReader.LONGEST_TEXT + 1);

        assertThatThrownBy(() -> read("{\"Users\": [{\"Username\": \"" + longText + "\"}]}"))
                .isInstanceOf(DamagedDump.class)
                .hasMessageContaining("texts of 1000000 characters");
        assertThatThrownBy(() -> read("{\"more\": " + "[".repeat(100_000)))
                .isInstanceOf(DamagedDump.class)
                .hasMessageContaining("levels of nesting");
    }

    @Test
    void tellsACutOrCorruptGzipFile() throws IOException {
        byte[] whole = gzip("{\"Users\": [" + user("a") + "]}");
        byte[] corrupt = whole.clone();
        corrupt[corrupt.length - 5] ^= 1;

        assertThatThrownBy(() -> new DumpReader(1).read(new ByteArrayInputStream(whole, 0, whole.length - 9), sink))
                .isInstanceOf(DamagedDump.class)
                .hasMessageContaining("gzip file ends");
        assertThatThrownBy(() -> new DumpReader(1).read(new ByteArrayInputStream(whole, 0, 5), sink))
                .isInstanceOf(DamagedDump.class)
                .hasMessageContaining("gzip file ends");
        assertThatThrownBy(() -> new DumpReader(1).read(new ByteArrayInputStream(corrupt), sink))
                .isInstanceOf(DamagedDump.class)
                .hasMessageContaining("gzip file is corrupt");
    }

    @Test
    void aFailingStreamIsNoDamagedDump() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("connection reset");
            }
        };

        assertThatThrownBy(() -> new DumpReader(1).read(broken, sink)).hasMessage("connection reset");
    }

    @Test
    void readsNoFurtherAheadThanItsBuffersAndKeepsNothing() throws Exception {
        int users = 200_000;
        int batchSize = 500;
        EndlessDump dump = new EndlessDump(users);
        long[] taken = {0, 0};

        DumpSummary summary = new DumpReader(batchSize).read(dump, new DumpSink() {
            @Override
            public void accept(List<CognitoUser> batch) {
                taken[0] += batch.size();
                taken[1] = Math.max(taken[1], dump.usersGenerated() - taken[0]);
            }

            @Override
            public void unreadable(UnreadableUser entry) {
                throw new AssertionError(entry.reason());
            }
        });

        assertThat(summary).isEqualTo(new DumpSummary(users, 0, false));
        // 64 kB of buffer hold a few hundred users of 200 bytes.
        assertThat(taken[1]).isLessThan(1_000);
    }

    private DumpSummary read(String dump) throws IOException, DamagedDump {
        return new DumpReader(2).read(new ByteArrayInputStream(dump.getBytes(StandardCharsets.UTF_8)), sink);
    }

    private static String user(String name) {
        return DumpForm.ARRAY_OF_USERS
                .write(
                        List.of(new CognitoUser(
                                "sub-" + name,
                                name,
                                "CONFIRMED",
                                true,
                                null,
                                null,
                                Map.of("sub", "sub-" + name),
                                List.of())),
                        true)
                .replaceAll("^\\[|\\]$", "");
    }

    private static byte[] gzip(String text) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(text.getBytes(StandardCharsets.UTF_8));
        }
        return packed.toByteArray();
    }
}
