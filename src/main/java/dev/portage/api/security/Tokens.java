package dev.portage.api.security;

import io.quarkus.runtime.LaunchMode;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.eclipse.microprofile.config.Config;
import org.jboss.logging.Logger;

/**
 * The tokens that this service takes. A token in a file is read again within a second of its change, so a rotated secret
 * needs no restart; what it changes to must hold to the {@link TokenRules}, or the former token stays.
 */
@ApplicationScoped
class Tokens {

    private static final Logger LOG = Logger.getLogger(Tokens.class);
    private static final long FRESH_NANOS = Duration.ofSeconds(1).toNanos();

    private final Map<Role, TokenSource> sources;
    private final TokenRules rules;
    private final LongSupplier nanoTime;
    private volatile Known known;

    @Inject
    Tokens(Config config) {
        this(sources(config), new TokenRules(LaunchMode.current() == LaunchMode.NORMAL), System::nanoTime);
    }

    Tokens(Map<Role, TokenSource> sources, TokenRules rules, LongSupplier nanoTime) {
        this.sources = new EnumMap<>(sources);
        this.rules = rules;
        this.nanoTime = nanoTime;
        this.known = new Known(read(), nanoTime.getAsLong());
    }

    /** What keeps this service from starting, for the operator. */
    Optional<String> complaint() {
        return rules.complaint(known.tokens());
    }

    /** What the operator should know of these tokens, though they are taken. */
    List<String> warnings() {
        return rules.warnings(known.tokens());
    }

    Optional<Role> roleOf(String token) {
        byte[] presented = digest(token);
        Optional<Role> found = Optional.empty();
        // Every token is compared, and in full, so that the time taken tells nothing about any.
        for (Map.Entry<Role, String> entry : current().entrySet()) {
            if (MessageDigest.isEqual(presented, digest(entry.getValue()))) {
                found = Optional.of(entry.getKey());
            }
        }
        return found;
    }

    private Map<Role, String> current() {
        Known before = known;
        long now = nanoTime.getAsLong();
        if (now - before.readAt() < FRESH_NANOS) {
            return before.tokens();
        }
        Map<Role, String> tokens = before.tokens();
        try {
            tokens = accepted(before.tokens(), read());
        } catch (UncheckedIOException e) {
            LOG.errorf("A token's file can't be read, so the former tokens stay: %s", e.getMessage());
        }
        known = new Known(tokens, now);
        return tokens;
    }

    private Map<Role, String> accepted(Map<Role, String> before, Map<Role, String> read) {
        // A file that is missing or empty is a slip, or is being written: whose it is must not be locked out.
        Map<Role, String> after = new EnumMap<>(before);
        after.putAll(read);
        if (!read.keySet().containsAll(before.keySet())) {
            LOG.error("A token's file is missing or empty, so the former token stays");
        }
        if (after.equals(before)) {
            return before;
        }
        Optional<String> complaint = rules.complaint(after);
        if (complaint.isPresent()) {
            LOG.errorf("The tokens' files have changed, but the former tokens stay: %s", complaint.get());
            return before;
        }
        LOG.info("The tokens' files have changed: the new tokens are in force");
        return after;
    }

    private Map<Role, String> read() {
        Map<Role, String> tokens = new EnumMap<>(Role.class);
        sources.forEach((role, source) -> source.read().ifPresent(token -> tokens.put(role, token)));
        return tokens;
    }

    private static Map<Role, TokenSource> sources(Config config) {
        Map<Role, TokenSource> sources = new EnumMap<>(Role.class);
        for (Role role : Role.values()) {
            String setting = "portage." + role.label() + "-token";
            Optional<String> file =
                    config.getOptionalValue(setting + "-file", String.class).filter(name -> !name.isBlank());
            sources.put(
                    role,
                    file.isPresent()
                            ? new TokenSource.MountedFile(Path.of(file.get()))
                            : new TokenSource.Setting(config.getOptionalValue(setting, String.class)));
        }
        return sources;
    }

    private static byte[] digest(String token) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private record Known(Map<Role, String> tokens, long readAt) {}
}
