package dev.portage.docs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.portage.testing.InProcess;
import dev.portage.testing.MigrationTest;
import dev.portage.testing.Portage;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.batch.v1.CronJob;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every command that the documentation shows is run as it stands, page by page and in order. */
@QuarkusTest
@InProcess("the pages name the tokens of development; what they call is tried on the executable by other tests")
class CommandsTest extends MigrationTest {
    private static final Set<String> RUNNING = Set.of("ASSESSING", "DISCOVERING", "IMPORTING", "PAUSED");
    private static final Set<String> LANGUAGES =
            Set.of("sh", "console", "json", "sql", "http", "mermaid", "text", "java", "properties", "yaml");

    @TempDir
    Path folder;

    static Stream<Path> pagesWithCommands() {
        return Page.all()
                .filter(file -> Page.read(file).blocks().stream()
                        .anyMatch(
                                block -> block.hasCommands() && block.untried().isEmpty()));
    }

    @ParameterizedTest
    @MethodSource("pagesWithCommands")
    void commandsDoWhatThePageSays(Path file) throws Exception {
        assumeTrue(Shell.has("bash", "curl", "jq"), "bash, curl and jq are not all on this machine");
        Path script = folder.resolve("page.sh");
        Files.writeString(script, script(Page.read(file)));

        String page = Files.readString(file);
        // The quick start makes its own.
        String migration = page.contains("export M=") ? "" : acme();
        if (page.contains("If-Match")) {
            // The rate is part of what is seen, and falls for ten seconds after the end of an import.
            portage.awaitThat(
                    migration, shown -> shown.at("/progress/usersPerSecond").asDouble() == 0);
        }

        String said = shell(migration).run(List.of("bash", script.toString()));

        System.out.printf("%s: %d characters of answers%n", file, said.length());
        assertThat(said).as("shows what it does").isNotBlank();
    }

    private static String script(Page page) {
        StringBuilder script = new StringBuilder("set -euo pipefail\n");
        for (Page.Block block : page.blocks()) {
            if (block.hasCommands() && block.untried().isEmpty()) {
                script.append("echo '@@ %s:%d'%n".formatted(page.file(), block.line()))
                        .append(block.commands());
            }
        }
        return script.toString();
    }

    @AfterEach
    void stopWhatThePageHasStarted() {
        Portage.json(portage.get("/migrations?limit=500")).path("items").forEach(migration -> {
            if (RUNNING.contains(migration.path("state").asText())) {
                portage.cancelIfRunning(migration.path("id").asText());
            }
        });
    }

    /** The variables that all pages use, as the quick start sets them. */
    private Shell shell(String migration) throws IOException {
        return new Shell(
                        folder,
                        Map.of("localhost:8080", service, "localhost:8090", sandbox.url(), "portage:80", service))
                .set("H", "http://localhost:8080")
                .set("J", "Content-Type: application/json")
                .set("A", "Authorization: Bearer " + token("admin"))
                .set("PORTAGE_ADMIN_TOKEN", token("admin"))
                .set("PORTAGE_SIGN_IN_TOKEN", token("sign-in"))
                .set("M", migration);
    }

    /** A migration as most pages have it: assessed and imported, with the two users whom they name. */
    private String acme() throws IOException {
        String pool = signInPoolId();
        sandbox.pool(pool, "{\"users\":300,\"seed\":7}");
        for (String name : List.of("you", "ada")) {
            control.addUser(pool, """
                    {"attributes":{"email":"%1$s@example.com","email_verified":"true"},"password":"Passw0rd!%1$s"}
                    """.formatted(name));
        }
        Files.write(folder.resolve("users.json"), control.dump(pool, ""));
        String id = portage.create(pool);
        portage.patch(id, "{\"name\":\"acme\"}");
        portage.assess(id);
        portage.awaitAssessed(id);
        portage.awaitEnd(id);
        portage.importAll(id);
        return id;
    }

    @ParameterizedTest
    @ValueSource(strings = {"import", "verification"})
    void theCommandOfEachCronJobRunsAsItStands(String what) throws Exception {
        assumeTrue(Shell.has("bash", "curl"), "curl is not on this machine");
        CronJob job = new KubernetesSerialization()
                .unmarshal(Files.readString(Path.of("k8s/base/" + what + ".yaml")), CronJob.class);
        Container container = job.getSpec()
                .getJobTemplate()
                .getSpec()
                .getTemplate()
                .getSpec()
                .getContainers()
                .getFirst();
        String migration = acme();
        Path secret = Files.writeString(folder.resolve("admin-token"), token("admin"));

        // What Kubernetes does: it mounts the Secret and puts in the variable.
        List<String> command = new ArrayList<>(container.getCommand());
        container.getArgs().stream()
                .map(argument -> argument.replace("/run/secrets/portage/admin-token", secret.toString()))
                .map(argument -> argument.replace("$(MIGRATION_ID)", migration))
                .forEach(command::add);
        String first = shell(migration).run(command);

        assertThat(Portage.json(first).path("state").asText()).isEqualTo("RUNNING");
        assertThat(Portage.json(shell(migration).run(command)).path("state").asText())
                .as("it may come again at any time")
                .isNotBlank();
        Files.writeString(secret, "another-token-altogether");
        assertThat(fails(command)).isTrue();
        if (what.equals("verification")) {
            portage.awaitVerified(migration);
        }
    }

    private boolean fails(List<String> command) throws IOException, InterruptedException {
        try {
            shell("").run(command);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    @Test
    void everyBlockIsOfAKindThatIsKnown() {
        Page.all()
                .map(Page::read)
                .forEach(page -> assertThat(page.blocks()).allSatisfy(block -> {
                    assertThat(LANGUAGES).as("%s:%d", page.file(), block.line()).contains(block.language());
                    assertThat(block.untried().orElse("has a reason"))
                            .as("%s:%d says why it is not tried", page.file(), block.line())
                            .hasSizeGreaterThan(5);
                    if (block.hasCommands() && block.untried().isEmpty()) {
                        assertThat(block.commands())
                                .as("%s:%d has commands", page.file(), block.line())
                                .isNotBlank();
                    }
                }));
    }

    @Test
    void everyLinkLeadsSomewhere() {
        Page.all()
                .map(Page::read)
                .forEach(page -> assertThat(page.links()).allSatisfy(link -> {
                    if (!URI.create(link).isAbsolute()) {
                        String[] parts = link.split("#", 2);
                        Path target = parts[0].isEmpty()
                                ? page.file()
                                : page.file().resolveSibling(parts[0]).normalize();
                        assertThat(target).as("%s: %s", page.file(), link).exists();
                        if (parts.length == 2) {
                            assertThat(anchors(target))
                                    .as("%s: %s", page.file(), link)
                                    .contains(parts[1]);
                        }
                    }
                }));
    }

    @Test
    void everyPageIsInTheContents() {
        Path contents = Path.of("docs/README.md");
        List<Path> listed = Page.read(contents).links().stream()
                .map(link -> contents.resolveSibling(link.split("#", 2)[0]).normalize())
                .toList();
        assertThat(Page.all()
                        .filter(page -> page.startsWith("docs") && !page.equals(contents))
                        .toList())
                .hasSizeGreaterThan(20)
                .allSatisfy(page -> assertThat(listed).contains(page));
    }

    /** The anchors that GitHub gives the headings of a page. */
    private static List<String> anchors(Path file) throws IOException {
        return Files.readAllLines(file).stream()
                .filter(line -> line.matches("#+ .*"))
                .map(line -> line.replaceFirst("#+ ", "")
                        .toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{L}\\p{N} _-]", "")
                        .replace(' ', '-'))
                .toList();
    }
}
