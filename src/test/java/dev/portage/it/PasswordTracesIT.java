package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.sandbox.PoolUser;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.SandboxHttp;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** After the calls are over, no password is in the heap, the database or the log, whichever way its call went. */
class PasswordTracesIT {
    /** Part of every password that is typed here. */
    private static final String MARK = "Tr4celess";

    private static final int BLOCK = 1 << 26;

    @RegisterExtension
    final Scene scene = new Scene();

    private List<PoolUser> users;

    @Test
    void nothingIsLeftOfAnyPassword() throws Exception {
        scene.set("PORTAGE_COGNITO_CLIENT_ID", "movingconfidentialclient");
        scene.set("PORTAGE_COGNITO_CLIENT_SECRET", "moving-client-secret");
        scene.set("PORTAGE_SIGN_IN_REFUSAL_STEP", "100ms");
        scene.set("QUARKUS_LOG_CATEGORY__DEV_PORTAGE__LEVEL", "DEBUG");
        scene.sandbox().pool(Scene.POOL, "{\"users\":6,\"oddities\":false}");
        users = scene.sandbox().cognito().users(Scene.POOL);
        ServiceProcess service = scene.start();
        scene.api().createFor(Scene.POOL);

        carriedOver();
        refused();
        owed();
        tooWeak();
        notUnderstood();
        failed();

        Optional<Path> dump = service.dumpHeap();
        if (dump.isPresent()) {
            isNotIn(dump.get());
        }
        DatabaseText database = new DatabaseText(scene.database());
        assertThat(database.columnsThatHold(MARK)).isEmpty();
        String hexadecimal = HexFormat.of().formatHex(MARK.getBytes(StandardCharsets.UTF_8));
        assertThat(database.columnsThatHold(hexadecimal)).isEmpty();
        assertThat(service.log()).doesNotContain(MARK);
    }

    private static void isNotIn(Path dump) throws IOException {
        try {
            assertThat(occurrences(dump, "movingconfidentialclient"))
                    .as("a text that is in the heap is found there")
                    .isNotEmpty();
            assertThat(occurrences(dump, MARK)).as("in the heap").isEmpty();
        } finally {
            Files.delete(dump);
        }
    }

    private void carriedOver() {
        PoolUser user = with(0, "{\"password\":\"%s-carried-1\"}".formatted(MARK));
        assertThat(signIn(user, MARK + "-carried-1").path("migrated").asBoolean())
                .isTrue();
        assertThat(signIn(user, MARK + "-carried-1").path("source").asText()).isEqualTo("workos");
    }

    private void refused() {
        assertThat(signIn(users.get(0), MARK + "-wrong").path("status").asInt()).isEqualTo(401);
        assertThat(signIn(users.get(1), MARK + "-wrong").path("status").asInt()).isEqualTo(401);
    }

    private void owed() {
        PoolUser abandoned = with(1, "{\"challenge\":\"SMS_MFA\",\"password\":\"%s-abandoned\"}".formatted(MARK));
        signIn(abandoned, MARK + "-abandoned");
        PoolUser invited =
                with(2, "{\"status\":\"FORCE_CHANGE_PASSWORD\",\"password\":\"%s-invited\"}".formatted(MARK));
        String token = signIn(invited, MARK + "-invited")
                .path("pendingAuthenticationToken")
                .asText();
        JsonNode in = scene.api()
                .post(
                        "/sign-in/challenge",
                        "{\"pendingAuthenticationToken\":\"%s\",\"newPassword\":\"%s-chosen\"}".formatted(token, MARK))
                .body();
        assertThat(in.path("outcome").asText()).as(in.toString()).isEqualTo("SIGNED_IN");
    }

    private void tooWeak() {
        PoolUser user = users.get(3);
        String weak = MARK + user.attribute("email").orElseThrow();
        with(3, "{\"password\":\"%s\"}".formatted(weak));
        assertThat(signIn(user, weak).path("outcome").asText()).isEqualTo("PASSWORD_RESET_REQUIRED");
    }

    private void notUnderstood() {
        scene.api().post("/sign-in", "{\"email\":\"a@example.com\",\"passwort\":\"%s-misnamed\"}".formatted(MARK));
        scene.api().post("/sign-in", "{\"email\":\"a@example.com\",\"password\":\"%s-broken".formatted(MARK));
    }

    private void failed() {
        with(4, "{\"password\":\"%s-unlucky-1\"}".formatted(MARK));
        scene.sandbox().faults("{\"workos\":{\"lostAfterWrite\":1,\"operations\":[\"users.create\"],\"count\":1}}");
        assertThat(signIn(users.get(4), MARK + "-unlucky-1").path("status").asInt())
                .isEqualTo(503);
        scene.sandbox().faults("{\"cognito\":{\"outage\":true}}");
        assertThat(signIn(users.get(5), MARK + "-outage").path("status").asInt())
                .isEqualTo(503);
    }

    private PoolUser with(int index, String change) {
        new SandboxHttp(scene.sandbox().url())
                .send(
                        "PATCH",
                        "/sandbox/pools/" + Scene.POOL + "/users/"
                                + users.get(index).sub(),
                        change);
        return users.get(index);
    }

    private JsonNode signIn(PoolUser user, String password) {
        return scene.api()
                .post(
                        "/sign-in",
                        "{\"email\":\"%s\",\"password\":\"%s\",\"ipAddress\":\"192.0.2.7\"}"
                                .formatted(user.attribute("email").orElseThrow(), password))
                .body();
    }

    /** What stands around each; strings are kept in Latin-1 or UTF-16 of either order, buffers in UTF-8. */
    private static List<String> occurrences(Path file, String text) throws IOException {
        List<String> found = new ArrayList<>();
        for (Charset charset :
                List.of(StandardCharsets.US_ASCII, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
            found.addAll(occurrences(file, text.getBytes(charset)));
        }
        return found;
    }

    private static List<String> occurrences(Path file, byte[] wanted) throws IOException {
        List<String> found = new ArrayList<>();
        try (FileChannel channel = FileChannel.open(file)) {
            long size = channel.size();
            for (long from = 0; from < size; from += BLOCK) {
                long length = Math.min(BLOCK + wanted.length - 1L, size - from);
                MappedByteBuffer block = channel.map(FileChannel.MapMode.READ_ONLY, from, length);
                for (int at = 0; at + wanted.length <= length; at++) {
                    if (block.get(at) == wanted[0] && matches(block, at, wanted)) {
                        found.add(around(block, at));
                    }
                }
            }
        }
        return found;
    }

    private static boolean matches(ByteBuffer block, int at, byte[] wanted) {
        for (int i = 1; i < wanted.length; i++) {
            if (block.get(at + i) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static String around(ByteBuffer block, int at) {
        int from = Math.max(0, at - 200);
        byte[] bytes = new byte[Math.min(at + 100, block.limit()) - from];
        block.get(from, bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1).replaceAll("[^ -~]+", "·");
    }
}
