package dev.portage.api;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/** How migrations are streamed to those who watch them. */
@ConfigMapping(prefix = "portage.streams")
public interface StreamConfig {
    /** Streams that this replica keeps open at once; another is refused with 503. */
    @WithDefault("100")
    @Min(1)
    int most();

    /** How often a stream on which nothing happens shows that it lives, for the proxies on its way. */
    @WithDefault("15s")
    Duration heartbeat();

    /** How long a stream lives; whoever watches on opens another, with a token that is still good. */
    @WithDefault("15m")
    Duration longest();
}
