package dev.portage.api.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokensTest {

    private static final String SECRET = "0123456789abcdef";
    private static final String OTHER = "fedcba9876543210";
    private static final TokenRules PRODUCTION = new TokenRules(true);

    private final AtomicLong nanos = new AtomicLong();

    @TempDir
    Path folder;

    @Test
    void aFileIsReadAgainWhenItChanges() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SECRET + "\n");
        Tokens tokens = tokens(new TokenSource.MountedFile(file));
        assertThat(tokens.roleOf(SECRET)).contains(Role.ADMIN);

        Files.writeString(file, OTHER);
        assertThat(tokens.roleOf(OTHER)).isEmpty();
        nanos.addAndGet(1_000_000_000);

        assertThat(tokens.roleOf(OTHER)).contains(Role.ADMIN);
        assertThat(tokens.roleOf(SECRET)).isEmpty();
    }

    @Test
    void aFileThatGoesBadLeavesTheFormerToken() throws IOException {
        Path file = Files.writeString(folder.resolve("token"), SECRET);
        Tokens tokens = tokens(new TokenSource.MountedFile(file));

        for (String bad : new String[] {"", "short"}) {
            Files.writeString(file, bad);
            nanos.addAndGet(1_000_000_000);
            assertThat(tokens.roleOf(SECRET)).contains(Role.ADMIN);
            assertThat(tokens.roleOf(bad)).isEmpty();
        }
        Files.delete(file);
        Files.createDirectory(file);
        nanos.addAndGet(1_000_000_000);
        assertThat(tokens.roleOf(SECRET)).contains(Role.ADMIN);
    }

    @Test
    void nobodyIsLockedOutByAFileThatIsEmptiedOrGone() throws IOException {
        Path file = Files.writeString(folder.resolve("sign-in"), SECRET);
        Tokens tokens =
                new Tokens(Map.of(Role.SIGN_IN, new TokenSource.MountedFile(file)), new TokenRules(false), nanos::get);

        Files.writeString(file, "");
        nanos.addAndGet(1_000_000_000);
        assertThat(tokens.roleOf(SECRET)).contains(Role.SIGN_IN);
        Files.delete(file);
        nanos.addAndGet(1_000_000_000);
        assertThat(tokens.roleOf(SECRET)).contains(Role.SIGN_IN);
    }

    @Test
    void productionWantsAnAdminToken() {
        assertThat(PRODUCTION.complaint(Map.of()).orElseThrow()).contains("PORTAGE_ADMIN_TOKEN", "at least 16");
        assertThat(tokens(new TokenSource.Setting(Optional.of("  "))).complaint())
                .isPresent();
        assertThat(tokens(new TokenSource.MountedFile(folder.resolve("none"))).complaint())
                .isPresent();
        assertThat(PRODUCTION.complaint(Map.of(Role.ADMIN, SECRET))).isEmpty();
        assertThat(new TokenRules(false).complaint(Map.of())).isEmpty();
    }

    @Test
    void productionWantsLongTokens() {
        assertThat(PRODUCTION.complaint(Map.of(Role.ADMIN, "admin")).orElseThrow())
                .contains("PORTAGE_ADMIN_TOKEN");
        assertThat(PRODUCTION
                        .complaint(Map.of(Role.ADMIN, SECRET, Role.SIGN_IN, "sign-in"))
                        .orElseThrow())
                .contains("PORTAGE_SIGN_IN_TOKEN");
        assertThat(new TokenRules(false).complaint(Map.of(Role.ADMIN, "admin"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
                "changemechangeme",
                "passwordpassword",
                "adminadminadminadmin",
                "1111111122222222333333334444444"
            })
    void productionRefusesWhatCanBeGuessed(String token) {
        assertThat(PRODUCTION.complaint(Map.of(Role.ADMIN, token)).orElseThrow())
                .contains("PORTAGE_ADMIN_TOKEN", "can be guessed")
                .doesNotContain(token);
        assertThat(new TokenRules(false).complaint(Map.of(Role.ADMIN, token))).isEmpty();
    }

    @Test
    void noTwoRolesShareAToken() {
        assertThat(new TokenRules(false)
                        .complaint(Map.of(Role.ADMIN, SECRET, Role.VIEWER, SECRET))
                        .orElseThrow())
                .contains("admin", "viewer")
                .doesNotContain(SECRET);
    }

    @Test
    void whatIsWeakIsTakenWithAWarning() {
        String sound = "8c2f5e0d7b1a49366f00c1d2e3b4a596";
        assertThat(PRODUCTION.warnings(Map.of(Role.ADMIN, sound))).isEmpty();
        for (String weak : new String[] {SECRET, "abcdefg".repeat(6) + "a"}) {
            assertThat(PRODUCTION.complaint(Map.of(Role.ADMIN, sound, Role.VIEWER, weak)))
                    .isEmpty();
            assertThat(PRODUCTION.warnings(Map.of(Role.ADMIN, sound, Role.VIEWER, weak)))
                    .singleElement()
                    .asString()
                    .startsWith("PORTAGE_VIEWER_TOKEN ")
                    .doesNotContain(weak);
        }
    }

    private Tokens tokens(TokenSource admin) {
        return new Tokens(Map.of(Role.ADMIN, admin), PRODUCTION, nanos::get);
    }
}
