package dev.portage.benchmark;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.portage.it.Scene;
import dev.portage.it.ServiceProcess;
import dev.portage.testing.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** How soon the service is ready on a migrated database, and what it takes when idle and in an import at full rate. */
final class Footprint implements Measurement {
    private static final int STARTS = 10;
    private static final int USERS = 2_000;

    /** The smallest heap that the manifests give it. */
    private static final String HEAP = "-Xmx64m";

    private static final FreePort PORT = new FreePort("benchmark.footprint.port");
    private static final byte[] PROBE =
            "GET /q/health/ready HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII);

    private static final Duration SETTLED = Duration.ofSeconds(15);

    @Override
    public Table run() throws IOException, InterruptedException {
        try (Stage stage = new Stage("footprint")) {
            Scene scene = stage.scene();
            scene.start(HEAP).terminate(Duration.ofSeconds(30));
            scene.set("QUARKUS_HTTP_PORT", PORT.number());
            List<Double> starts = new ArrayList<>();
            for (int i = 0; i < STARTS; i++) {
                starts.add(millisecondsToReadiness(scene));
            }
            scene.set("QUARKUS_HTTP_PORT", 0);
            ServiceProcess service = scene.start(HEAP);
            Thread.sleep(SETTLED);
            double idle = service.residentMegabytes();
            double own = service.anonymousMegabytes();
            scene.sandbox().pool(Scene.POOL, "{\"users\":%d,\"oddities\":false}".formatted(USERS));
            scene.awaitCompleted(scene.api().importPool(Scene.POOL), Duration.ofMinutes(3));
            double importing = service.peakResidentMegabytes();
            double start = new Times(starts).median();
            return new Table("Start and memory")
                    .row(
                            "ready after ms, median", start,
                            "slowest", new Times(starts).at(1),
                            "idle: resident MB", idle,
                            "of it its own", own,
                            "import at full rate: peak resident MB", importing)
                    .goal("the executable is ready within 100 ms", start < 100)
                    .goal("it takes less than 100 MB when idle, less than 40 of them its own", idle < 100 && own < 40)
                    .goal("it takes less than 150 MB in an import", importing < 150);
        }
    }

    /** Asked every millisecond over a bare socket, so that it is the service's time and not that of a client in Java. */
    private static double millisecondsToReadiness(Scene scene) throws InterruptedException {
        long began = System.nanoTime();
        ServiceProcess service = scene.launch(HEAP);
        while (!isReady()) {
            if (!service.isAlive()) {
                throw new IllegalStateException("The service ended:\n" + service.log());
            }
            Thread.sleep(1);
        }
        double milliseconds = (System.nanoTime() - began) / 1e6;
        service.terminate(Duration.ofSeconds(30));
        return milliseconds;
    }

    private static boolean isReady() {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), PORT.number())) {
            socket.getOutputStream().write(PROBE);
            return new String(socket.getInputStream().readNBytes("HTTP/1.1 200".length()), US_ASCII)
                    .equals("HTTP/1.1 200");
        } catch (IOException e) {
            return false;
        }
    }
}
