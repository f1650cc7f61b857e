package dev.portage.workos;

import com.fasterxml.jackson.databind.JsonNode;
import com.workos.WorkOS;
import com.workos.common.http.RequestConfig;
import dev.portage.migration.WorkOsPasswords.How;
import dev.portage.migration.WorkOsPasswords.Proof;
import dev.portage.migration.WorkOsSignIns.SignIn;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kotlin.Pair;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * {@code GET /events}: what happened in WorkOS, oldest first. Not through the SDK's own method, which throws for every
 * event name that it knows.
 */
@ApplicationScoped
class WorkOsEvents {
    private static final Logger LOG = Logger.getLogger(WorkOsEvents.class);

    /** WorkOS's own most. */
    private static final int PAGE = 100;

    private static final String RESET = "password_reset.succeeded";
    private static final String WITH_PASSWORD = "authentication.password_succeeded";

    /** A sign-in through a social provider, and one through an SSO connection. */
    private static final Set<String> BY_PROVIDER =
            Set.of("authentication.oauth_succeeded", "authentication.sso_succeeded");

    /** The other ways to sign in, and to end a sign-in that had a step left. */
    private static final Set<String> OTHERWISE = Set.of(
            "authentication.email_verification_succeeded",
            "authentication.magic_auth_succeeded",
            "authentication.mfa_succeeded",
            "authentication.passkey_succeeded");

    private static final String NAMES = Stream.of(Set.of(RESET, WITH_PASSWORD), BY_PROVIDER, OTHERWISE)
            .flatMap(Set::stream)
            .sorted()
            .collect(Collectors.joining(","));

    private final WorkOS workos;
    private final WorkOsCalls calls;
    private final Clock clock;

    WorkOsEvents(WorkOS workos, WorkOsCalls calls, Clock clock) {
        this.workos = workos;
        this.calls = calls;
        this.clock = clock;
    }

    /**
     * Some events.
     *
     * @param last the id of the last event, for the next call; empty where there is none
     * @param more whether there are more already
     */
    record Page(List<Proof> proofs, List<SignIn> signIns, Optional<String> last, boolean more) {}

    /** The resets and sign-ins after the event with this id; from the oldest that WorkOS keeps if null. */
    Outcome<Page> signIns(@Nullable String after, Turn turn) throws InterruptedException {
        List<Pair<String, String>> query = new ArrayList<>(List.of(
                new Pair<>("events", NAMES), new Pair<>("limit", String.valueOf(PAGE)), new Pair<>("order", "asc")));
        if (after != null) {
            query.add(new Pair<>("after", after));
        }
        return calls.make(
                "events.list",
                Draw.WORKOS_READ,
                turn,
                () -> page(workos.baseClient.requestJson(new RequestConfig("GET", "/events", query))));
    }

    private Page page(JsonNode answer) {
        // An answer without a list must not pass for an empty one.
        JsonNode data = Objects.requireNonNull(answer.get("data"));
        List<Proof> proofs = new ArrayList<>();
        List<SignIn> signIns = new ArrayList<>();
        String last = null;
        for (JsonNode event : data) {
            last = event.path("id").asText();
            String name = event.path("event").asText();
            Optional<String> user = user(event);
            if (user.isPresent() && (name.equals(RESET) || name.equals(WITH_PASSWORD))) {
                proofs.add(proof(event, user.get()));
            }
            if (user.isPresent() && !name.equals(RESET)) {
                signIns.add(new SignIn(user.get(), BY_PROVIDER.contains(name), time(event)));
            }
        }
        boolean more = !answer.path("list_metadata").path("after").asText("").isEmpty();
        return new Page(proofs, signIns, Optional.ofNullable(last), more && last != null);
    }

    /** An event that can't be read stops no other: it would come again at each reading. */
    private static Optional<String> user(JsonNode event) {
        String user = event.path("data").path("user_id").asText("");
        if (user.isEmpty()) {
            LOG.warnf("An event of WorkOS names no user and is passed over");
        }
        return Optional.of(user).filter(id -> !id.isEmpty());
    }

    private Proof proof(JsonNode event, String user) {
        boolean reset = event.path("event").asText().equals(RESET);
        return new Proof(
                user,
                reset ? How.RESET : How.PASSWORD_SIGN_IN,
                time(event),
                reset ? event.path("data").path("id").textValue() : null);
    }

    private Instant time(JsonNode event) {
        try {
            return OffsetDateTime.parse(event.path("created_at").asText()).toInstant();
        } catch (DateTimeParseException e) {
            return clock.instant();
        }
    }
}
