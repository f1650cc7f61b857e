package dev.portage.it;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** The packaged service as a process of its own, set by its environment alone; its output goes to a file. */
public final class ServiceProcess implements AutoCloseable {
    private static final Path LOGS = Path.of("target/it-logs");
    private static final Duration START = Duration.ofMinutes(3);
    /** As the JVM and the executable tell of it: the megabytes before and after. */
    private static final Pattern COLLECTION = Pattern.compile("Pause .* (\\d+)(?:\\.\\d+)?M->(\\d+)(?:\\.\\d+)?M");

    private static final Pattern LISTENING = Pattern.compile("Listening on: http://[^:]+:(\\d+)");

    private final Process process;
    private final Path log;
    private volatile int port;

    private ServiceProcess(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts the service; it listens a few seconds later. */
    public static ServiceProcess start(String name, Map<String, String> environment, List<String> jvmOptions) {
        Packaging packaging = Packaging.underTest();
        try {
            Files.createDirectories(LOGS);
            Path log = LOGS.resolve(name + ".log");
            ProcessBuilder builder = new ProcessBuilder(packaging.command(jvmOptions))
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            builder.environment().keySet().removeIf(key -> key.matches("(PORTAGE|WORKOS|AWS|QUARKUS|OTEL)_.*"));
            builder.environment().putAll(environment);
            Process process = builder.start();
            // A test JVM that is ended itself leaves no service behind.
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new ServiceProcess(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitListening() {
        Awaitility.await("start of " + log)
                .atMost(START)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> !process.isAlive() || LISTENING.matcher(log()).find());
        Matcher matcher = LISTENING.matcher(log());
        if (!matcher.find()) {
            throw new IllegalStateException("The service ended with " + process.exitValue() + ":\n" + log());
        }
        port = Integer.parseInt(matcher.group(1));
    }

    public void awaitReady() {
        Api api = new Api(url());
        Scene.await("readiness", START, () -> api.get("/q/health/ready").status() == 200);
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port);
    }

    /** What it has said so far. */
    public String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as {@code kill -9} does. */
    public void kill() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }

    /** Asks it to stop, as Kubernetes does, and says how long that took. */
    public Duration terminate(Duration atMost) {
        long began = System.nanoTime();
        process.destroy();
        awaitEnd(atMost);
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void awaitEnd(Duration atMost) {
        try {
            if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("The service still runs after " + atMost + ":\n" + log());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Writes down everything that is reachable in the heap, after a collection; empty where no JVM runs that could. */
    public Optional<Path> dumpHeap() throws IOException, InterruptedException {
        if (!(Packaging.underTest() instanceof Packaging.Jar)) {
            return Optional.empty();
        }
        Path dump = LOGS.resolve("heap-" + process.pid() + ".hprof").toAbsolutePath();
        Files.deleteIfExists(dump);
        String said = command("GC.heap_dump", dump.toString());
        if (!Files.exists(dump)) {
            throw new IllegalStateException("No heap dump: " + said);
        }
        return Optional.of(dump);
    }

    /** Makes a JVM collect all garbage, old and young; an executable can't be told to. */
    public void collectGarbage() throws IOException, InterruptedException {
        if (Packaging.underTest() instanceof Packaging.Jar) {
            command("GC.run");
        }
    }

    private String command(String... words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "jcmd").toString());
        command.add(String.valueOf(process.pid()));
        command.addAll(List.of(words));
        Process jcmd = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (jcmd.waitFor() != 0) {
            throw new IllegalStateException(String.join(" ", words) + " failed: " + said);
        }
        return said;
    }

    /** The most megabytes that were in use before any garbage collection. */
    public double peakHeapMegabytes() {
        return heap(1, line -> true);
    }

    /**
     * The most megabytes that were left by a garbage collection: what the service holds. Where there were collections of
     * all garbage, by those: what a young one leaves is in good part garbage too.
     */
    public double peakLiveMegabytes() {
        double all = heap(2, line -> line.contains("Pause Full"));
        return all > 0 ? all : heap(2, line -> true);
    }

    private double heap(int group, Predicate<String> of) {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(of)
                    .map(COLLECTION::matcher)
                    .filter(Matcher::find)
                    .flatMapToDouble(matcher -> DoubleStream.of(Double.parseDouble(matcher.group(group))))
                    .max()
                    .orElse(0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The most megabytes of memory that the process has ever had, of whatever kind. */
    public double peakResidentMegabytes() {
        return memory("VmHWM");
    }

    /** Megabytes of memory that the process has now. */
    public double residentMegabytes() {
        return memory("VmRSS");
    }

    /** Those of them that are its own: no mapped files, which several processes share. */
    public double anonymousMegabytes() {
        return memory("RssAnon");
    }

    /** A line of Linux's {@code /proc/<pid>/status}; 0 on another system. */
    private double memory(String field) {
        Path status = Path.of("/proc", String.valueOf(process.pid()), "status");
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith(field + ":"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        awaitEnd(Duration.ofSeconds(10));
    }
}
