package dev.portage.boot;

import dev.portage.schedule.Schedule;
import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/**
 * Gives back to Linux what of the executable lies in memory: most of it is code and data that only the start needed, or an
 * import that is over, and the kernel would count it as the replica's for as long as it lives. What is still needed comes
 * back from the page cache, at the price of some thousand minor faults.
 */
@ApplicationScoped
class UnusedPages {
    private static final Path MAPPINGS = Path.of("/proc/self/smaps");
    private static final Path EXECUTABLE = Path.of("/proc/self/exe");

    void recur(@Observes StartupEvent start, Schedule schedule) {
        if (ImageMode.current().isNativeImage() && Files.isReadable(MAPPINGS)) {
            schedule.every(Duration.ofMinutes(1), "Giving unused pages back", this::giveBack);
        }
    }

    void giveBack() throws IOException {
        List<String> smaps = Files.readAllLines(MAPPINGS);
        FileMapping.ofFile(smaps, Files.readSymbolicLink(EXECUTABLE).toString()).stream()
                .filter(FileMapping::equalsFile)
                .forEach(mapping -> Kernel.dropPages(mapping.start(), mapping.length()));
    }
}
