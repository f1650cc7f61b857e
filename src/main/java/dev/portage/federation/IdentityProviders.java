package dev.portage.federation;

import dev.portage.cognito.ClientSecret;
import dev.portage.cognito.PoolAddress;
import dev.portage.cognito.PoolDescriptions;
import dev.portage.cognito.PoolDescriptions.ListedProvider;
import dev.portage.cognito.PoolListing;
import dev.portage.cognito.ProviderDescriptions;
import dev.portage.cognito.ProviderSettings;
import dev.portage.cognito.Reading;
import dev.portage.cognito.Unanswered;
import dev.portage.migration.ConflictException;
import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import dev.portage.migration.NotFoundException;
import dev.portage.migration.ProviderCheck;
import dev.portage.migration.ProviderCheckRows;
import dev.portage.migration.Source;
import dev.portage.migration.SourceType;
import dev.portage.pacing.Draw;
import dev.portage.pacing.RateBudget;
import dev.portage.pacing.Turn;
import dev.portage.workos.PasswordFeed;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/** The identity providers of a user pool, as the pool has them now. */
@ApplicationScoped
public class IdentityProviders {
    /** Whoever asks has no use for a list that comes late; what has happened since is known the next time. */
    private static final Duration FOR_EVENTS = Duration.ofSeconds(2);

    private final Migrations migrations;
    private final PoolDescriptions pools;
    private final ProviderDescriptions descriptions;
    private final ProviderUsers users;
    private final ProviderCheckRows checkRows;
    private final FederationRows rows;
    private final PasswordFeed events;
    private final RateBudget budget;

    IdentityProviders(
            Migrations migrations,
            PoolDescriptions pools,
            ProviderDescriptions descriptions,
            ProviderUsers users,
            ProviderCheckRows checkRows,
            FederationRows rows,
            PasswordFeed events,
            RateBudget budget) {
        this.migrations = migrations;
        this.pools = pools;
        this.descriptions = descriptions;
        this.users = users;
        this.checkRows = checkRows;
        this.rows = rows;
        this.events = events;
        this.budget = budget;
    }

    /**
     * A provider, with all that an operator needs to know.
     *
     * @param users who have an identity there, as far as the pool has been read
     * @param dependent those of them who can sign in no other way
     * @param linked those who have gone over and signed in through a provider since
     * @param saml what the metadata says; empty while Cognito has but its address, and no check has read it there
     * @param secret empty unless it was asked for
     */
    public record Provider(
            ProviderSettings settings,
            long users,
            long dependent,
            long linked,
            Optional<SamlMetadata> saml,
            String serviceProviderEntityId,
            Recipe recipe,
            ProviderCheck check,
            Optional<ClientSecret> secret) {}

    /** Whether secrets are asked for. */
    public enum Secrets {
        HIDDEN,
        REVEALED
    }

    /**
     * Providers in Cognito's order.
     *
     * @param after the name of the last one known; null to begin
     * @throws Unanswered where Cognito does not say
     * @throws InterruptedException where the service stops
     */
    public List<Provider> list(UUID migrationId, Optional<String> after, int limit, Secrets secrets)
            throws InterruptedException {
        Migration migration = migrations.get(migrationId);
        PoolAddress pool = pool(migration);
        Turn turn = budget.turn();
        List<String> names = names(pool, turn).stream()
                .map(ListedProvider::name)
                .sorted()
                .filter(name -> name.compareTo(after.orElse("")) > 0)
                .limit(limit)
                .toList();
        events.catchUp(FOR_EVENTS);
        Map<String, ProviderUsers.Count> counts = users.of(migrationId);
        Map<String, ProviderCheck> checks = checkRows.of(migrationId);
        Map<String, SamlMetadata> metadata = rows.metadata(migrationId);
        List<Provider> providers = new ArrayList<>();
        for (String name : names) {
            ProviderSettings settings = settings(pool, name, turn);
            providers.add(provider(
                    pool,
                    settings,
                    counts.getOrDefault(name, ProviderUsers.Count.none(name)),
                    checks.getOrDefault(name, ProviderCheck.NONE),
                    Optional.ofNullable(metadata.get(name)),
                    secrets == Secrets.REVEALED ? secret(pool, name, turn) : Optional.empty()));
        }
        return providers;
    }

    /** One provider; {@link NotFoundException} where the pool has none of that name. */
    public Provider get(UUID migrationId, String name, Secrets secrets) throws InterruptedException {
        PoolAddress pool = pool(migrations.get(migrationId));
        Turn turn = budget.turn();
        ProviderSettings settings = settings(pool, name, turn);
        return provider(
                pool,
                settings,
                users.of(migrationId).getOrDefault(name, ProviderUsers.Count.none(name)),
                checkRows.of(migrationId).getOrDefault(name, ProviderCheck.NONE),
                Optional.ofNullable(rows.metadata(migrationId).get(name)),
                secrets == Secrets.REVEALED ? secret(pool, name, turn) : Optional.empty());
    }

    private static Provider provider(
            PoolAddress pool,
            ProviderSettings settings,
            ProviderUsers.Count count,
            ProviderCheck check,
            Optional<SamlMetadata> fetched,
            Optional<ClientSecret> secret) {
        String entityId = "urn:amazon:cognito:sp:" + pool.userPoolId();
        return new Provider(
                settings,
                count.users(),
                count.dependent(),
                count.linked(),
                settings.detail("MetadataFile").flatMap(SamlMetadata::read).or(() -> fetched),
                entityId,
                Recipe.of(settings, count, Optional.ofNullable(check.redirectUri()), entityId),
                check,
                secret);
    }

    /**
     * A provider that has not passed its check, and by which alone users sign in who are still to go over.
     *
     * @param waiting how many they are
     */
    public record Unproven(String name, long waiting, ProviderCheck.Status status) {}

    /** Those that an operator should know of before an import, in the order of their names. */
    public List<Unproven> unproven(UUID migrationId) {
        Map<String, ProviderCheck> checks = checkRows.of(migrationId);
        return users.of(migrationId).values().stream()
                .filter(count -> count.waiting() > 0)
                .map(count -> new Unproven(
                        count.provider(),
                        count.waiting(),
                        checks.getOrDefault(count.provider(), ProviderCheck.NONE)
                                .status()))
                .filter(provider -> provider.status() != ProviderCheck.Status.PASSED)
                .sorted(Comparator.comparing(Unproven::name))
                .toList();
    }

    /** The same, in sentences. */
    public List<String> warnings(UUID migrationId) {
        return unproven(migrationId).stream()
                .map(provider ->
                        "%d users who are about to go over sign in by '%s' alone, whose check has not passed (%s): see the providers (GET /migrations/%s/identity-providers)."
                                .formatted(provider.waiting(), provider.name(), provider.status(), migrationId))
                .toList();
    }

    static PoolAddress pool(Migration migration) {
        Source source = migration.source();
        if (source.type() != SourceType.USER_POOL) {
            throw new ConflictException(
                    "not-a-user-pool",
                    "A dump does not say how the pool's providers are set up: migrate from the user pool itself.");
        }
        return new PoolAddress(Objects.requireNonNull(source.userPoolId()), Objects.requireNonNull(source.region()));
    }

    private List<ListedProvider> names(PoolAddress pool, Turn turn) throws InterruptedException {
        List<ListedProvider> all = new ArrayList<>();
        Optional<String> token = Optional.empty();
        do {
            turn.await(Draw.COGNITO_DESCRIPTION);
            PoolListing<ListedProvider> page =
                    pools.listProviders(pool.region(), pool.userPoolId(), token).orThrow();
            all.addAll(page.items());
            token = page.nextToken();
        } while (token.isPresent());
        return all;
    }

    ProviderSettings settings(PoolAddress pool, String name, Turn turn) throws InterruptedException {
        turn.await(Draw.COGNITO_DESCRIPTION);
        Reading<ProviderSettings> reading = descriptions.describe(pool, name);
        if (reading instanceof Reading.PoolNotFound<ProviderSettings>) {
            throw new NotFoundException(
                    "identity provider",
                    "The user pool has no such provider: see the list of them (GET …/identity-providers).");
        }
        return reading.orThrow();
    }

    Optional<ClientSecret> secret(PoolAddress pool, String name, Turn turn) throws InterruptedException {
        turn.await(Draw.COGNITO_DESCRIPTION);
        return descriptions.secret(pool, name).orThrow();
    }
}
