package dev.portage.reset;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.portage.calls.SignedEndpoint;
import dev.portage.calls.SignedPosts;
import dev.portage.calls.SignedPosts.Ending;
import dev.portage.workos.ResetLink;
import io.quarkus.runtime.annotations.RegisterForReflection;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Hands links over to the operator's own sender: one signed {@code POST} each, from memory. The delivery's id is the
 * reset's, by which the receiver knows a repeated post.
 */
@ApplicationScoped
class Callback {
    private static final int TRIES = 3;
    private static final Duration BETWEEN_TRIES = Duration.ofSeconds(1);
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    private final CallbackSettings settings;
    private final SignedPosts posts;
    private final ObjectMapper mapper;
    private final Duration timeout;

    Callback(CallbackSettings settings, CallbackConfig config, SignedPosts posts, ObjectMapper mapper) {
        this.settings = settings;
        this.posts = posts;
        this.mapper = mapper;
        this.timeout = config.timeout();
    }

    /** What is posted. */
    @RegisterForReflection
    private record Post(
            UUID resetId,
            UUID migrationId,
            UUID campaignId,
            String sub,
            String email,
            String workosUserId,
            String passwordResetUrl,
            @Nullable Instant expiresAt) {}

    /**
     * Posts a link, again only where the receiver certainly did nothing with it.
     *
     * @param email the account's address in WorkOS
     */
    Ending handOver(Reset reset, String email, ResetLink link) throws InterruptedException {
        SignedEndpoint endpoint = settings.read();
        byte[] body = body(reset, email, link);
        Ending last = posts.send(endpoint, reset.id(), body, timeout);
        for (int i = 1; i < TRIES && didNothing(last); i++) {
            TimeUnit.NANOSECONDS.sleep(BETWEEN_TRIES.multipliedBy(i).toNanos());
            last = posts.send(endpoint, reset.id(), body, timeout);
        }
        return last;
    }

    private static boolean didNothing(Ending ending) {
        return ending instanceof Ending.Unreachable
                || (ending instanceof Ending.Refused(int status)
                        && (status == TOO_MANY_REQUESTS || status == UNAVAILABLE));
    }

    private byte[] body(Reset reset, String email, ResetLink link) {
        try {
            return mapper.writeValueAsBytes(new Post(
                    reset.id(),
                    reset.migrationId(),
                    reset.campaignId(),
                    reset.sub(),
                    email,
                    reset.workosUserId(),
                    link.url(),
                    link.expiresAt()));
        } catch (JsonProcessingException e) {
            // Without its cause, whose message may hold the link.
            throw new IllegalStateException("a reset can not be written as JSON");
        }
    }
}
