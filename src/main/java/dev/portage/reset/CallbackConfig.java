package dev.portage.reset;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import io.smallrye.config.WithName;
import java.time.Duration;
import java.util.Optional;

/** The operator's own sender of mails, for campaigns with {@code "delivery":"CALLBACK"}. */
@ConfigMapping(prefix = "portage.reset.callback")
public interface CallbackConfig {
    /** Where user and link are posted to; HTTPS, but for this very machine. */
    Optional<String> url();

    /** What the posts are signed with, at least 16 characters. */
    Optional<String> secret();

    /** A file that holds the secret, read anew for each post; goes before {@link #secret}. */
    @WithName("secret-file")
    Optional<String> secretFile();

    /** How long one post may take. */
    @WithDefault("10s")
    Duration timeout();
}
