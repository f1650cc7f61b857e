package dev.portage.webhook;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** The endpoint that is told what becomes of migrations; without a URL nobody is. */
@ConfigMapping(prefix = "portage.webhook")
public interface WebhookConfig {
    /** Where it is posted to; HTTPS, but for this very machine. */
    Optional<String> url();

    /** What the posts are signed with, at least 16 characters. */
    Optional<String> secret();

    /** A file that holds the secret, read anew for each post; goes before {@link #secret}. */
    @WithName("secret-file")
    Optional<String> secretFile();

    /** How long one post may take. */
    @WithDefault("10s")
    Duration timeout();

    /** How long a post that is not taken is tried again. */
    @WithName("give-up-after")
    @WithDefault("24h")
    Duration giveUpAfter();
}
