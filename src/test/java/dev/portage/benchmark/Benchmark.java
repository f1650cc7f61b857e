package dev.portage.benchmark;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Measures the packaged service and prints what it found, as Markdown on the console and as JSON in a file. Its figures
 * depend on the machine; the goals are ratios, or limits that hold on any.
 */
public final class Benchmark {
    private static final Map<String, Measurement> ALL = new LinkedHashMap<>();

    static {
        ALL.put("budget", new BudgetShare());
        ALL.put("throughput", new Throughput());
        ALL.put("growth", new Growth());
        ALL.put("dump", new DumpSpeed());
        ALL.put("memory", new Memory());
        ALL.put("calls", new CallsPerUser());
        ALL.put("groups", new Groups());
        ALL.put("footprint", new Footprint());
        ALL.put("signin", new SignIns());
        ALL.put("refusals", new Refusals());
        ALL.put("assessment", new AssessmentSpeed());
        ALL.put("reading", new PoolReading());
        ALL.put("reconciliation", new Reconciliation());
    }

    private Benchmark() {}

    /**
     * Runs some measurements, or all.
     *
     * @param args where to write the JSON, and the names of the measurements, separated by commas
     */
    public static void main(String[] args) throws Exception {
        Path json = Path.of(args[0]);
        List<String> wanted =
                args.length < 2 || args[1].isBlank() ? List.copyOf(ALL.keySet()) : List.of(args[1].split(","));
        wanted.stream().filter(name -> !ALL.containsKey(name)).findFirst().ifPresent(name -> {
            throw new IllegalArgumentException("There is no measurement " + name + "; there are " + ALL.keySet());
        });
        List<Table> tables = new ArrayList<>();
        List<String> failed = new ArrayList<>();
        for (String name : wanted) {
            System.out.printf("Measuring %s …%n", name);
            try {
                Table table = ALL.get(name).run();
                tables.add(table);
                System.out.printf("%n%s%n", table);
                write(json, tables);
            } catch (Exception | AssertionError e) {
                // One that fails takes no other with it.
                e.printStackTrace();
                failed.add(name);
            }
        }
        System.out.println("Machine: " + machine());
        System.out.println("Written to " + json);
        if (!failed.isEmpty()) {
            System.out.println("Failed: " + failed);
            System.exit(1);
        }
    }

    private static void write(Path file, List<Table> tables) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("at", Instant.now().toString());
        all.put("machine", machine());
        all.put(
                "tables",
                tables.stream()
                        .map(table -> Map.of("title", table.title(), "rows", table.rows(), "goals", table.goals()))
                        .toList());
        Files.createDirectories(file.toAbsolutePath().getParent());
        new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT).writeValue(file.toFile(), all);
    }

    private static String machine() {
        return "%d cores (%s), %s %s, Java %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        processor(),
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.version());
    }

    private static String processor() {
        try (Stream<String> lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown processor");
        } catch (IOException e) {
            return "unknown processor";
        }
    }
}
