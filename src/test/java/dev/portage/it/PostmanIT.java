package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.testing.Npm;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The Postman collection, run by newman as it stands in the documentation, against the packaged service. */
class PostmanIT {
    private static final Path DOCS = Path.of("docs/postman").toAbsolutePath();
    private static final Path REPORT = Path.of("target/newman.json").toAbsolutePath();

    @RegisterExtension
    final Scene scene = new Scene();

    @Test
    void everyRequestIsAnsweredAsDocumented() throws IOException {
        Npm.assumeInstalled();
        scene.liftLimits(1000);
        scene.sandbox().pool(Scene.POOL, "{\"users\":30,\"seed\":3}");
        scene.sandbox().pool("us-east-1_Acme", "{\"users\":5,\"oddities\":false}");
        ServiceProcess service = scene.startQuick();
        String migration = scene.api().importPool(Scene.POOL);
        scene.awaitCompleted(migration, Duration.ofSeconds(30));

        Npm.Result newman = Npm.tool(
                "newman",
                "run",
                DOCS.resolve("portage.postman_collection.json").toString(),
                "--environment=" + DOCS.resolve("production.postman_environment.json"),
                "--env-var=baseUrl=" + service.url(),
                "--env-var=token=" + Api.TOKEN,
                "--env-var=migrationId=" + migration,
                "--reporters=cli,json",
                "--reporter-json-export=" + REPORT);

        assertThat(newman.status()).as(newman.output()).isZero();
        JsonNode run = new ObjectMapper().readTree(REPORT.toFile()).path("run");
        long went = run.path("executions")
                .valueStream()
                .filter(execution -> execution.path("response").path("code").asInt() < 300)
                .count();
        assertThat(went).as("requests that went well").isGreaterThan(35);
    }
}
