package dev.portage.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.sandbox.Sandbox;
import dev.portage.testing.DatabaseText;
import dev.portage.testing.FastRetries;
import dev.portage.testing.InProcess;
import dev.portage.testing.MigrationTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever goes wrong, and however much is logged: no key and no token is written down. */
@QuarkusTest
@InProcess("it listens to the log records of the service")
@TestProfile(FastRetries.class)
class SecretsTest extends MigrationTest {
    private static final List<String> TALKATIVE =
            List.of("dev.portage", "com.workos", "software.amazon.awssdk", "org.jdbi", "io.quarkus.rest");

    private final Listener listener = new Listener();
    private final List<Logger> raised = new ArrayList<>();

    @BeforeEach
    void listen() {
        Logger.getLogger("").addHandler(listener);
        for (String name : TALKATIVE) {
            Logger logger = Logger.getLogger(name);
            logger.setLevel(Level.FINE);
            raised.add(logger);
        }
    }

    @AfterEach
    void hearNoMore() {
        raised.forEach(logger -> logger.setLevel(null));
        Logger.getLogger("").removeHandler(listener);
    }

    @Test
    void noKeyOrTokenIsLoggedOrStored() throws SQLException {
        String organization = control.createOrganization("Acme");
        sandbox.faults("""
                {"workos":[{"errorShare":0.2,"lostAfterWrite":0.1,"truncated":0.1,"malformed":0.1}],
                 "cognito":[{"errorShare":0.2}]}""");
        String id = portage.create(plainPool(60), "{\"organizationId\":\"%s\"}".formatted(organization));
        portage.importAll(id);
        sandbox.faults("{\"workos\":[{\"unauthorized\":true}]}");
        String refused = portage.create(pool("{\"users\":5,\"oddities\":false,\"seed\":77}"));
        portage.start(refused);
        portage.awaitState(refused, "PAUSED");
        portage.cancel(refused);
        portage.as("wrong-token-77aa").get("/migrations");
        portage.as("wrong-token-77aa").send("POST", "/migrations", "{}");
        portage.send("POST", "/migrations", "{\"name\":\"x\",\"apiKey\":\"sk_live_in_a_body\"}");

        assertThat(listener.heard).anyMatch(line -> line.contains("portage"));
        DatabaseText text = new DatabaseText(database);
        for (String secret : List.of(
                Sandbox.API_KEY,
                FastRetries.ADMIN_TOKEN,
                "wrong-token-77aa",
                "sk_live_in_a_body",
                "Bearer ",
                "Signature=")) {
            assertThat(listener.heard).as(secret).noneMatch(line -> line.contains(secret));
            assertThat(text.columnsThatHold(secret)).as(secret).isEmpty();
        }
    }

    private static final class Listener extends Handler {
        private final List<String> heard = Collections.synchronizedList(new ArrayList<>());

        @Override
        public void publish(LogRecord record) {
            StringBuilder line = new StringBuilder(String.valueOf(record.getLoggerName())).append(' ');
            line.append(
                    record instanceof ExtLogRecord formatted ? formatted.getFormattedMessage() : record.getMessage());
            for (Throwable cause = record.getThrown(); cause != null; cause = cause.getCause()) {
                line.append(" / ").append(cause);
            }
            heard.add(line.toString());
        }

        @Override
        public void flush() {
            // Nothing is held back.
        }

        @Override
        public void close() {
            // Nothing to release.
        }
    }
}
