package dev.portage.queue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the log says of a job tells which it is, and nothing that an exception may have quoted. */
@QuarkusTest
class JobLogTest {

    /** A line as it was written: its context is that of the thread which writes it. */
    private record Line(String lane, String kind, String subject, String text) {}

    @Inject
    Probe probe;

    @Inject
    Queue queue;

    private final UUID lane = UUID.randomUUID();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final Logger logger = Logger.getLogger(Worker.class.getName());
    private final Handler listener = new Handler() {
        @Override
        public void publish(LogRecord each) {
            if (each instanceof ExtLogRecord written) {
                lines.add(new Line(
                        written.getMdc("lane"), written.getMdc("kind"), written.getMdc("subject"), text(written)));
            }
        }

        @Override
        public void flush() {
            // Nothing is kept back.
        }

        @Override
        public void close() {
            // Nothing is open.
        }
    };

    private static String text(ExtLogRecord line) {
        StringWriter text = new StringWriter().append(line.getFormattedMessage());
        if (line.getThrown() != null) {
            line.getThrown().printStackTrace(new PrintWriter(text, true));
        }
        return text.toString();
    }

    @BeforeEach
    void listen() {
        probe.createTable();
        queue.open(lane);
        logger.addHandler(listener);
    }

    @AfterEach
    void listenNoMore() {
        logger.removeHandler(listener);
        queue.drop(lane);
    }

    @Test
    void aFailureIsToldWithLaneKindAndSubject() {
        probe.script(lane).act = job -> {
            if (job.claims() == 1) {
                throw new IllegalStateException("alice@example.com");
            }
            return new Verdict.Done<>("done");
        };
        queue.enqueue(lane, QueueOnDatabase.KIND, List.of("the-sub"), null);
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(probe.recorded(lane)).containsExactly("the-sub done"));

        assertThat(lines)
                .filteredOn(line -> lane.toString().equals(line.lane()))
                .singleElement()
                .satisfies(line -> {
                    assertThat(line.kind()).isEqualTo(QueueOnDatabase.KIND.name());
                    assertThat(line.subject()).isEqualTo("the-sub");
                    assertThat(line.text())
                            .contains("failed", "IllegalStateException")
                            .doesNotContain("alice");
                });
    }
}
