package dev.portage.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.Sandbox;
import dev.portage.testing.Invariant;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage.Uploaded;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Users come from dumps of {@code aws cognito-idp list-users} as from a pool. */
@QuarkusTest
class DumpTest extends MigrationTest {
    private static final byte[] EMPTY_DUMP = "{\"Users\":[]}".getBytes(StandardCharsets.UTF_8);

    private static byte[] gzip(byte[] plain) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream out = new GZIPOutputStream(packed)) {
            out.write(plain);
        }
        return packed.toByteArray();
    }

    private static void taken(Uploaded uploaded, int users) {
        assertThat(uploaded.status()).as("%s", uploaded.body()).isEqualTo(200);
        assertThat(uploaded.body().path("users").asInt()).isEqualTo(users);
    }

    @ParameterizedTest
    @CsvSource({"iso,merged,false", "epoch,merged,true", "iso,many,true", "epoch,many,false"})
    void everyFormIsTaken(String dates, String pages, boolean packed) throws IOException {
        String pool = pool("{\"users\":200}");
        byte[] dump = control.dump(pool, "?dates=" + dates + "&pages=" + pages);
        String id = portage.createForDump("{}");
        taken(portage.upload(id, packed ? gzip(dump) : dump, packed ? "application/gzip" : "application/json"), 200);
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isEqualTo(200);
        assertThat(portage.show(id).path("users").path("pending").asInt()).isEqualTo(200);

        JsonNode migration = portage.importAll(id);

        assertThat(migration.path("state").asText()).isEqualTo("COMPLETED");
        assertThat(migration.path("users").path("pending").asInt()).isZero();
        assertThat(migration.path("users").path("imported").asInt())
                .isEqualTo(sandbox.workos().userCount());
        assertThat(control.calls("ListUsers")).isZero();
        JsonNode one = portage.user(id, poolUsers(pool).getFirst().sub());
        assertThat(one.path("createdAt").asText())
                .isEqualTo(poolUsers(pool).getFirst().createdAt().toString());
        Invariant.holds(id, pool, portage, control);
    }

    @Test
    void whatCanNotBeReadAtOnceIsAskedToWait() throws IOException {
        String id = portage.createForDump("{}");
        List<OpenUpload> uploads = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            uploads.add(new OpenUpload(service, token("admin"), id));
        }

        await().until(() -> uploads.stream().filter(OpenUpload::isAnswered).count() == 2);

        assertThat(uploads.stream().filter(OpenUpload::isAnswered))
                .allSatisfy(refused ->
                        assertThat(refused.cut()).startsWith("HTTP/1.1 429 ").contains("Retry-After: 10"));
        assertThat(uploads.stream().filter(OpenUpload::isOpen))
                .hasSize(4)
                .allSatisfy(taken ->
                        assertThat(taken.finish()).startsWith("HTTP/1.1 200 ").contains("\"users\":0"));
        taken(portage.upload(id, EMPTY_DUMP, "application/json"), 0);
    }

    @Test
    void theSameFileTwiceAddsNobodyAndSendsNothing() {
        String pool = plainPool(80);
        byte[] dump = control.dump(pool, "");
        String id = portage.createForDump("{}");
        taken(portage.upload(id, dump, "application/json"), 80);
        taken(portage.upload(id, dump, "application/octet-stream"), 80);
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isEqualTo(80);
        portage.importAll(id);
        sandbox.resetCalls();

        taken(portage.upload(id, dump, "application/json"), 80);
        JsonNode migration = portage.importAll(id);
        assertThat(migration.path("users").path("imported").asInt()).isEqualTo(80);
        assertThat(control.writes()).isZero();
    }

    @Test
    void severalFilesAddUpAndChangesGoOver() {
        String one = plainPool(20);
        String other = pool("{\"users\":30,\"oddities\":false,\"seed\":9}");
        String id = portage.createForDump("{}");
        taken(portage.upload(id, control.dump(one, ""), "application/json"), 20);
        portage.importAll(id);
        String changed = poolUsers(one).getFirst().sub();
        control.changeUser(one, changed, "{\"attributes\":{\"given_name\":\"Changed\"}}");
        sandbox.resetCalls();

        taken(portage.upload(id, control.dump(one, ""), "application/json"), 20);
        taken(portage.upload(id, control.dump(other, ""), "application/json"), 30);
        portage.importAll(id);
        assertThat(control.calls("users.update")).isEqualTo(1);
        assertThat(inWorkOs(changed).firstName()).isEqualTo("Changed");
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isEqualTo(50);
    }

    @Test
    void aDamagedFileSaysWhereAndCanBeSentAgain() {
        String pool = plainPool(2500);
        byte[] dump = control.dump(pool, "");
        String id = portage.createForDump("{}");

        Uploaded damaged = portage.upload(id, Arrays.copyOf(dump, dump.length * 9 / 10), "application/json");
        assertThat(damaged.status()).isEqualTo(400);
        assertThat(damaged.body().path("type").asText()).isEqualTo("damaged-dump");
        assertThat(damaged.body().path("detail").asText())
                .contains("line ", "Users read before: 22", "handed over: 2000", "send it again");
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isEqualTo(2000);

        taken(portage.upload(id, dump, "application/json"), 2500);
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isEqualTo(2500);
    }

    @Test
    void whatIsNoDumpIsRefused() throws IOException {
        String id = portage.createForDump("{}");
        byte[] packed = gzip(control.dump(plainPool(10), ""));
        for (byte[] body : new byte[][] {
            {},
            "[1,2,3]".getBytes(StandardCharsets.UTF_8),
            "{\"Users\":{}}".getBytes(StandardCharsets.UTF_8),
            "<html>".getBytes(StandardCharsets.UTF_8),
            "{\"name\":\"value\"}".getBytes(StandardCharsets.UTF_8),
            Arrays.copyOf(packed, packed.length / 2),
            Arrays.copyOf(packed, 2)
        }) {
            Uploaded refused = portage.upload(id, body, "application/json");
            assertThat(refused.status())
                    .as(new String(body, StandardCharsets.UTF_8))
                    .isEqualTo(400);
            assertThat(refused.body().path("type").asText()).isIn("damaged-dump", "missing-body");
            assertThat(refused.body().path("detail").asText()).doesNotContain("Exception", "com.fasterxml");
        }
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isZero();
    }

    @Test
    void aUserWithoutASubIsARowThatSaysSo() {
        String id = portage.createForDump("{}");
        String dump = """
                {"Users":[{"Username":"nameless","Attributes":[{"Name":"email","Value":"a@example.com"}],
                 "Enabled":true,"UserStatus":"CONFIRMED"}]}""";
        Uploaded uploaded = portage.upload(id, dump.getBytes(StandardCharsets.UTF_8), "application/json");
        assertThat(uploaded.body().path("unidentified").asInt()).isEqualTo(1);
        JsonNode migration = portage.importAll(id);
        assertThat(migration.path("users").path("skipped").asInt()).isEqualTo(1);
        assertThat(portage.users(id, "reason=unidentified")
                        .getFirst()
                        .path("username")
                        .asText())
                .isEqualTo("nameless");
    }

    @Test
    void onlyADumpMigrationThatRestsTakesOne() {
        byte[] dump = control.dump(Sandbox.POOL_ID, "");
        String live = portage.create(plainPool(1));
        Uploaded refused = portage.upload(live, dump, "application/json");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asText()).isEqualTo("not-a-dump");

        String id = portage.createForDump("{}");
        var early = portage.post("/migrations/" + id + "/imports");
        assertThat(early.statusCode()).isEqualTo(409);
        assertThat(early.jsonPath().getString("type")).isEqualTo("no-dump");
        taken(portage.upload(id, control.dump(plainPool(50), ""), "application/json"), 50);
        sandbox.faults("{\"workos\":[{\"latencyMillis\":300}]}");
        portage.start(id);
        refused = portage.upload(id, dump, "application/json");
        assertThat(refused.status()).isEqualTo(409);
        assertThat(refused.body().path("type").asText()).isEqualTo("migration-running");
        sandbox.faults("{}");
        portage.awaitEnd(id);
        assertThat(portage.upload("0198f0e2-7b5c-7d3e-9a41-3f5b0c6d7e8f", dump, "application/json")
                        .status())
                .isEqualTo(404);
        assertThat(portage.show(id).path("users").path("discovered").asInt()).isEqualTo(50);
    }
}
