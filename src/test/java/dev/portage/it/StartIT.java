package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.Portage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a service in production refuses to start with, what it says, and what it takes up while it runs. */
class StartIT {
    private static final Duration SOON = Duration.ofSeconds(20);
    private static final String NEXT = "the-token-that-follows-it-5f1c9ab2";

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"", "admin", "change-me"})
    void anAdminTokenThatIsMissingOrADefaultIsRefused(String token) {
        scene.unset("PORTAGE_ADMIN_TOKEN");
        if (!token.isEmpty()) {
            scene.set("PORTAGE_ADMIN_TOKEN", token);
        }
        assertThatThrownBy(scene::startQuick)
                .hasMessageContaining("The service ended with 1")
                .hasMessageContaining("PORTAGE_ADMIN_TOKEN")
                .hasMessageContaining("at least 16")
                .message()
                .doesNotContain("Listening on", "\\tat ");
    }

    @Test
    void oneTokenForTwoRolesIsRefused() {
        scene.set("PORTAGE_VIEWER_TOKEN", Api.TOKEN);
        assertThatThrownBy(scene::startQuick)
                .hasMessageContaining("The service ended with 1")
                .hasMessageContaining("viewer")
                .message()
                .doesNotContain("Listening on", Api.TOKEN);
    }

    /** As the kubelet replaces a mounted Secret: a link to a folder is made to lead to another. */
    @Test
    void aTokenThatIsMountedAsAFileIsRotatedWithoutARestart() throws IOException {
        mount("one", Api.TOKEN);
        Path file = folder.resolve("admin-token");
        Files.createSymbolicLink(file, Path.of("..data", "admin-token"));
        scene.unset("PORTAGE_ADMIN_TOKEN");
        scene.set("PORTAGE_ADMIN_TOKEN_FILE", file);
        ServiceProcess service = scene.startQuick();
        assertThat(status(service, Api.TOKEN)).isEqualTo(200);
        assertThat(status(service, NEXT)).isEqualTo(401);

        mount("other", NEXT);

        Scene.await("the new token", SOON, () -> status(service, NEXT) == 200);
        assertThat(status(service, Api.TOKEN)).as("the former token").isEqualTo(401);
        assertThat(lines(service))
                .filteredOn(line -> line.path("message").asText().contains("the new tokens are in force"))
                .singleElement()
                .satisfies(line -> assertThat(line.at("/mdc/requestId").asText())
                        .as("whose request has found it out")
                        .isNotEmpty());
        assertThat(service.log()).doesNotContain(Api.TOKEN, NEXT);
    }

    private void mount(String version, String token) throws IOException {
        Files.writeString(Files.createDirectory(folder.resolve(version)).resolve("admin-token"), token);
        Path link = Files.createSymbolicLink(folder.resolve("..new"), Path.of(version));
        Files.move(link, folder.resolve("..data"), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static int status(ServiceProcess service, String token) {
        return new Portage(service.url(), token).get("/migrations").statusCode();
    }

    /** They would count as the memory of an idle replica for as long as it lives. */
    @Test
    void pagesOfTheExecutableThatOnlyTheStartNeededAreGivenBack() {
        Assumptions.assumeTrue(
                Packaging.underTest() instanceof Packaging.Executable, "The JVM keeps its code in memory of its own");
        ServiceProcess service = scene.startQuick();

        Scene.await("pages given back", SOON, () -> service.residentMegabytes() < service.peakResidentMegabytes() - 20);

        assertThat(status(service, Api.TOKEN)).isEqualTo(200);
        assertThat(service.log()).doesNotContain("Giving unused pages back failed");
    }

    /** One object a line, in which no user's address stands. */
    @Test
    void theLogIsJsonAndNamesMigrationsAndRiskySettings() {
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":20,\"oddities\":false}");
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, Duration.ofSeconds(60));
        service.terminate(Duration.ofSeconds(30));

        List<JsonNode> lines = lines(service);
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            assertThat(line.path("timestamp").asText()).matches("20\\d\\d-.*");
            assertThat(line.path("level").asText()).isIn("INFO", "WARN");
            assertThat(line.path("message").asText()).isNotEmpty();
            assertThat(line.has("mdc")).isTrue();
        });
        assertThat(lines).anyMatch(line -> line.path("message").asText().contains(migration));
        assertThat(lines)
                .as("warned of by name")
                .anyMatch(line -> line.path("level").asText().equals("WARN")
                        && line.path("message").asText().startsWith("WORKOS_API_URL is not https"));
        assertThat(service.log()).as("a banner").doesNotContain("____");
        scene.sandbox()
                .cognito()
                .users(Scene.POOL)
                .forEach(user -> assertThat(service.log())
                        .doesNotContain(user.attribute("email").orElseThrow()));
    }

    private static List<JsonNode> lines(ServiceProcess service) {
        return service.log()
                .lines()
                .filter(line -> line.startsWith("{"))
                .map(Portage::json)
                .toList();
    }
}
