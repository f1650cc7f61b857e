package dev.portage.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.portage.testing.Portage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The two database roles of the security page, made by the commands that stand there. */
class TwoRolesIT {
    private static final Pattern COMMANDS = Pattern.compile("```sql\n(.*?)```", Pattern.DOTALL);
    private static final String CONNECT = "\\c portage";
    private static final String AFTER_THE_START = "-- after the first start";

    @RegisterExtension
    final Scene scene = new Scene();

    @TempDir
    Path folder;

    private static void execute(DataSource database, String sql) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement statement = connection.createStatement()) {
            for (String command : sql.replaceAll("(?m)^--.*$", "").split(";")) {
                if (!command.isBlank()) {
                    // A database can't be created within a batch.
                    statement.execute(command);
                }
            }
        }
    }

    private static String commands() throws IOException {
        Matcher block = COMMANDS.matcher(Files.readString(Path.of("docs/security.md")));
        assertThat(block.find()).isTrue();
        return block.group(1);
    }

    /** To the new database, as the server's administrator or as one of the roles; the test's server asks for no password. */
    private static PGSimpleDataSource as(String role, PGSimpleDataSource server) {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl("jdbc:postgresql://localhost:" + server.getPortNumbers()[0] + "/portage");
        source.setUser(role);
        return source;
    }

    @Test
    void areEnoughForAllThatTheServiceDoesAndKeepItFromTheTrail() throws Exception {
        try (RestartableDatabase postgres = new RestartableDatabase(folder)) {
            String commands = commands();
            int connect = commands.indexOf(CONNECT);
            int start = commands.indexOf(AFTER_THE_START);
            PGSimpleDataSource administrator = as("postgres", postgres.source());
            execute(postgres.source(), commands.substring(0, connect));
            execute(administrator, commands.substring(connect + CONNECT.length(), start));
            scene.on(administrator);
            scene.set("PORTAGE_DATABASE_USERNAME", "portage");
            scene.set("QUARKUS_FLYWAY_USERNAME", "portage_owner");
            scene.set("QUARKUS_FLYWAY_PASSWORD", "trusted");
            scene.liftLimits(1000);
            ServiceProcess service = scene.startQuick();
            execute(administrator, commands.substring(start));

            Portage portage = new Portage(service.url(), Api.TOKEN);
            everythingThatWrites(portage);

            JsonNode before = chain(portage);
            assertThat(before.path("entries").asInt()).isGreaterThan(5);
            triesToChangeTheTrail(as("portage", postgres.source()));
            assertThat(chain(portage)).isEqualTo(before);
            assertThat(rights(portage)).isEqualTo("passed");
        }
    }

    private void everythingThatWrites(Portage portage) {
        scene.sandbox().pool(Scene.POOL, "{\"users\":30,\"oddities\":false}");
        String id = portage.create(Scene.POOL);
        portage.assess(id);
        portage.awaitAssessed(id);
        portage.importAll(id);
        scene.assertNobodyIsLost(id);
        portage.awaitMailed(id, portage.mail(id, "{\"audience\":\"CANARY\",\"count\":2}"));
        portage.verify(id, "{}");
        String confirmed =
                "{\"confirm\":\"%s\"}".formatted(portage.show(id).path("name").asText());
        assertThat(portage.send("POST", "/migrations/" + id + "/undo", confirmed)
                        .statusCode())
                .isEqualTo(202);
        portage.awaitState(id, "UNDONE");
        assertThat(portage.delete("/migrations/" + id).statusCode()).isEqualTo(204);
    }

    private static JsonNode chain(Portage portage) {
        JsonNode chain = Portage.json(portage.get("/audit/chain"));
        assertThat(chain.path("intact").asBoolean()).as(chain.toString()).isTrue();
        return chain;
    }

    private static String rights(Portage portage) {
        return Portage.json(portage.get("/preflight"))
                .path("items")
                .valueStream()
                .filter(item -> item.path("item").asText().equals("database.rights"))
                .findFirst()
                .orElseThrow()
                .path("status")
                .asText();
    }

    private static void triesToChangeTheTrail(DataSource service) {
        for (String sql : List.of(
                "update audit_entry set actor = 'nobody'",
                "delete from audit_entry",
                "truncate audit_entry",
                "alter table audit_entry disable trigger audit_entry_append_only",
                "drop trigger audit_entry_chained on audit_entry",
                "drop table audit_entry",
                "create or replace function audit_hash(previous bytea, entry audit_entry) returns bytea"
                        + " language sql stable as 'select previous'")) {
            assertThatThrownBy(() -> execute(service, sql))
                    .as(sql)
                    .isInstanceOf(SQLException.class)
                    .hasMessageMatching("(?s).*(permission denied|must be owner).*");
        }
    }
}
