package dev.portage.verification;

import dev.portage.migration.ConflictException;
import dev.portage.migration.Erasing;
import dev.portage.migration.InvalidRequestException;
import dev.portage.migration.Migration;
import dev.portage.migration.MigrationState;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.Password;
import dev.portage.queue.Queue;
import dev.portage.verification.Verification.Phase;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The checklist after the move. A verification writes nothing, but for the one mail that an operator has asked for. */
@ApplicationScoped
public class VerificationService {
    public static final int LONGEST_EMAIL = 320;
    public static final int LONGEST_EVIDENCE = 4000;
    public static final int LONGEST_NAME = 200;
    public static final String EMAIL = "[^\\s@]+@[^\\s@]+";
    public static final String EMAIL_HINT = "must be an e-mail address";

    private static final int LONGEST_PASSWORD = 512;
    private static final int FORGOTTEN_AT_A_TIME = 10_000;

    private final Migrations migrations;
    private final Verifications verifications;
    private final Checklist checklist;
    private final Listings listings;
    private final Conductor conductor;
    private final SignInTrial trial;
    private final Queue queue;
    private final Clock clock;

    VerificationService(
            Migrations migrations,
            Verifications verifications,
            Checklist checklist,
            Listings listings,
            Conductor conductor,
            SignInTrial trial,
            Queue queue,
            Clock clock) {
        this.migrations = migrations;
        this.verifications = verifications;
        this.checklist = checklist;
        this.listings = listings;
        this.conductor = conductor;
        this.trial = trial;
        this.queue = queue;
        this.clock = clock;
    }

    /** A user whom the operator lets sign in. */
    public record TestUser(String email, Password password) {

        /**
         * Takes whoever the operator names.
         *
         * @throws InvalidRequestException where the password can't be one
         */
        public TestUser {
            if (password.length() == 0 || password.length() > LONGEST_PASSWORD) {
                throw new InvalidRequestException(
                        "testUser.password", "must have 1 to " + LONGEST_PASSWORD + " characters");
            }
        }
    }

    /**
     * What an operator asks for.
     *
     * @param testEmail to whom one password reset is sent; null for nobody
     * @param testUser who is signed in at once; null for nobody
     */
    public record Order(
            @Nullable String testEmail, @Nullable TestUser testUser) {}

    /**
     * Starts a verification, unless one is under way already.
     *
     * @return whether this call has started it
     * @throws ConflictException where a run is under way, nothing was moved, or one is under way and this one names an address
     */
    public boolean start(UUID migrationId, Order order) throws InterruptedException {
        boolean started = QuarkusTransaction.requiringNew().call(() -> begin(migrationId, order.testEmail()));
        TestUser user = order.testUser();
        if (user != null) {
            SignInTrial.Ended ended = trial.signIn(user.email(), user.password());
            QuarkusTransaction.requiringNew()
                    .run(() -> checklist.put(
                            migrationId,
                            Item.SIGN_IN,
                            ended.status(),
                            Evidence.detail(ended.detail()),
                            clock.instant()));
        }
        return started;
    }

    private boolean begin(UUID migrationId, @Nullable String testEmail) {
        Migration migration = migrations.lock(migrationId);
        migration.requireNotErased();
        Optional<Verification> latest = verifications.latest(migrationId);
        if (latest.isPresent() && latest.get().state() == Verification.State.RUNNING) {
            if (testEmail != null) {
                throw new ConflictException(
                        "verification-running",
                        "A verification is under way, and sends no mail that it was not asked for when it began: name testEmail again when it is done.");
            }
            return false;
        }
        requireAtRest(migration);
        UUID id = UUID.randomUUID();
        verifications.begin(id, migrationId, testEmail);
        checklist.clear(migrationId);
        queue.open(id);
        conductor.enter(verifications.find(id).orElseThrow(), Phase.ACCOUNTS);
        return true;
    }

    private static void requireAtRest(Migration migration) {
        if (migration.state().running()) {
            throw new ConflictException(
                    "migration-running",
                    "The migration is %s, and what is moving can't be compared: verify when it is done, or cancel it."
                            .formatted(migration.state()));
        }
        if (migration.state() == MigrationState.UNDONE) {
            throw new ConflictException(
                    "migration-ended", "The migration is UNDONE: what it created in WorkOS is deleted.");
        }
    }

    /** The checklist as it stands; a {@link NotFoundException} where none was ever started. */
    @Transactional
    public VerificationView show(UUID migrationId) {
        migrations.get(migrationId);
        Verification verification = verifications
                .latest(migrationId)
                .orElseThrow(() -> new NotFoundException(
                        "verification", "Nothing has been verified yet: POST …/verification starts it."));
        return VerificationView.of(verification, checklist.of(migrationId));
    }

    /**
     * What a person has seen.
     *
     * @param evidence in the person's words
     * @param by who it was; null where the person does not say, and the token tells no more than its role
     * @param role whose token it came with
     */
    public record Attestation(
            boolean passed, String evidence, @Nullable String by, String role) {}

    /** Keeps what a person says of an item that only a person can see. */
    @Transactional
    public VerificationView.Line attest(UUID migrationId, String slug, Attestation attestation) {
        migrations.lock(migrationId).requireNotErased();
        Item item = Item.find(slug)
                .orElseThrow(() -> new NotFoundException(
                        "item",
                        "There is no such item; there are "
                                + Arrays.stream(Item.values()).map(Item::slug).collect(Collectors.joining(", "))
                                + "."));
        if (!item.attestable()) {
            throw new ConflictException(
                    "not-attestable",
                    "Portage looks at %s itself, with POST …/verification: attest what only a person can see."
                            .formatted(slug));
        }
        Evidence evidence = Evidence.of(Evidence.SAID, attestation.evidence()).and("attestedAs", attestation.role());
        String by = attestation.by();
        Checklist.Entry entry = new Checklist.Entry(
                item,
                attestation.passed() ? Status.PASSED : Status.FAILED,
                evidence.and("by", by == null ? attestation.role() : by),
                clock.instant());
        checklist.put(migrationId, entry);
        return VerificationView.Line.of(entry);
    }

    /** What was listed goes, and so does what the evidence tells of persons; the counts stay. */
    void forget(@Observes Erasing erasing) {
        UUID id = erasing.migrationId();
        QuarkusTransaction.requiringNew().run(() -> {
            verifications
                    .latest(id)
                    .filter(verification -> verification.state() == Verification.State.RUNNING)
                    .ifPresent(verification -> {
                        verifications.finish(verification.id(), clock.instant());
                        queue.drop(verification.id());
                    });
            checklist.forgetPeople(id);
        });
        while (QuarkusTransaction.requiringNew().call(() -> listings.forget(id, FORGOTTEN_AT_A_TIME))) {
            // Some at a time, so that no transaction is long.
        }
    }
}
