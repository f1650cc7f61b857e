package dev.portage.webhook;

import dev.portage.calls.SignedEndpoint;
import dev.portage.calls.SignedPosts;
import dev.portage.calls.SignedPosts.Ending;
import dev.portage.pacing.Draw;
import dev.portage.pacing.Turn;
import dev.portage.queue.Job;
import dev.portage.queue.JobHandler;
import dev.portage.queue.JobKind;
import dev.portage.queue.Verdict;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Posts a notice until the endpoint takes it: after a second, then each time about as long after as the notice is old,
 * at most every ten minutes, for a day unless set otherwise. A lost answer counts as not taken, so a notice can arrive
 * twice; never is one lost while the endpoint is away for less than that.
 */
@ApplicationScoped
class WebhookHandler implements JobHandler<Notice, WebhookHandler.End> {
    static final JobKind KIND = new JobKind("webhook", Draw.WEBHOOK);

    /** Made by the schema and always open: the lane of a migration is closed when it ends. */
    static final UUID LANE = UUID.fromString("0f6b9a52-7d1e-4c53-9a0e-5b1f2c3d4e5f");

    private static final Logger LOG = Logger.getLogger(WebhookHandler.class);
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final Notices notices;
    private final WebhookSettings settings;
    private final SignedPosts posts;
    private final WebhookConfig config;
    private final WebhookMetrics metrics;
    private final Clock clock;
    private final RandomGenerator random;

    WebhookHandler(
            Notices notices,
            WebhookSettings settings,
            SignedPosts posts,
            WebhookConfig config,
            WebhookMetrics metrics,
            Clock clock,
            RandomGenerator random) {
        this.notices = notices;
        this.settings = settings;
        this.posts = posts;
        this.config = config;
        this.metrics = metrics;
        this.clock = clock;
        this.random = random;
    }

    /** How a notice leaves; its row goes in any case. */
    enum End {
        TAKEN,
        GIVEN_UP
    }

    @Override
    public JobKind kind() {
        return KIND;
    }

    @Override
    public Map<String, Notice> load(UUID lane, Collection<String> subjects) {
        return notices.byIds(subjects.stream().map(UUID::fromString).toList()).stream()
                .collect(Collectors.toMap(notice -> notice.id().toString(), Function.identity()));
    }

    @Override
    public Verdict<End> handle(Job job, Notice notice, Turn turn) throws InterruptedException {
        String why;
        try {
            Optional<SignedEndpoint> endpoint = settings.endpoint();
            if (endpoint.isEmpty()) {
                return givenUp(notice, "PORTAGE_WEBHOOK_URL is not set any more");
            }
            Ending ending = posts.send(
                    endpoint.get(), notice.id(), notice.body().getBytes(StandardCharsets.UTF_8), config.timeout());
            metrics.posted(ending);
            if (ending instanceof Ending.Taken) {
                return new Verdict.Done<>(End.TAKEN);
            }
            why = inWords(ending);
        } catch (IllegalArgumentException e) {
            // A secret's file that can't be read at the moment.
            why = String.valueOf(e.getMessage());
        }
        Duration age = Duration.between(notice.at(), clock.instant());
        if (age.compareTo(config.giveUpAfter()) >= 0) {
            return givenUp(notice, why);
        }
        LOG.warnf("The webhook was not told that migration %s is %s: %s", notice.migrationId(), notice.kind(), why);
        return new Verdict.Postpone<>(wait(age), why);
    }

    private static String inWords(Ending ending) {
        return switch (ending) {
            case Ending.Taken() -> "taken";
            case Ending.Refused(int status) -> "it answered " + status;
            case Ending.Unreachable(String why) -> "it was not reached: " + why;
            case Ending.Unknown(String why) -> "its answer was lost: " + why;
        };
    }

    private Verdict<End> givenUp(Notice notice, String why) {
        LOG.errorf(
                "The webhook will not be told that migration %s is %s: %s", notice.migrationId(), notice.kind(), why);
        return new Verdict.Done<>(End.GIVEN_UP);
    }

    private Duration wait(Duration age) {
        Duration even = age.compareTo(LONGEST) > 0 ? LONGEST : age.compareTo(FIRST) < 0 ? FIRST : age;
        return Duration.ofMillis(Math.round(even.toMillis() * random.nextDouble(0.8, 1.2)));
    }

    @Override
    public void record(List<Result<End>> results) {
        notices.remove(results.stream()
                .map(result -> UUID.fromString(result.job().subject()))
                .toList());
    }

    @Override
    public End exhausted(Job job, Notice notice, String why) {
        givenUp(notice, why);
        return End.GIVEN_UP;
    }

    @Override
    public void halted(UUID lane, String why) {
        throw new IllegalStateException("no notice halts the others");
    }
}
