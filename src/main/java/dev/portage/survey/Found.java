package dev.portage.survey;

import dev.portage.cognito.PoolDescriptions.ListedProvider;
import dev.portage.migration.AttributeMapping;
import dev.portage.migration.Options;
import dev.portage.migration.PlannedOutcome;
import dev.portage.migration.PoolGroup;
import dev.portage.migration.ProviderType;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What was counted, and what it says of users, attributes, groups, providers, and of what an import would do. */
record Found(List<Counts.Count> counts) {

    private List<Counts.Count> of(Topic topic) {
        return counts.stream().filter(count -> count.topic() == topic).toList();
    }

    private Map<String, Long> numbers(Topic topic) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        of(topic).forEach(count -> numbers.put(count.name(), count.users()));
        return numbers;
    }

    /** How many were counted under this name; none where nobody was. */
    long number(Topic topic, String name) {
        return numbers(topic).getOrDefault(name, 0L);
    }

    /** @param factors whether second factors were asked for */
    Assessment.Users users(boolean factors) {
        long enabled = number(Topic.ENABLED, "enabled");
        long disabled = number(Topic.ENABLED, "disabled");
        return new Assessment.Users(
                enabled + disabled,
                enabled,
                disabled,
                number(Topic.EMAIL, "verified"),
                number(Topic.EMAIL, "unverified"),
                number(Topic.EMAIL, "none"),
                numbers(Topic.STATUS),
                numbers(Topic.METHOD),
                numbers(Topic.DOMAIN),
                number(Topic.DOMAINS, "domains"),
                factors ? numbers(Topic.FACTOR) : null);
    }

    /** @param keys the metadata keys by the names of the attributes that go under them */
    List<Assessment.Attribute> attributes(Options.UnfitValues unfit, Map<String, String> keys) {
        return of(Topic.ATTRIBUTE).stream()
                .map(count -> attribute(count, unfit, keys))
                .toList();
    }

    private static Assessment.Attribute attribute(
            Counts.Count count, Options.UnfitValues unfit, Map<String, String> keys) {
        int longest = Objects.requireNonNullElse(count.longest(), 0);
        boolean fits = switch (unfit) {
            case LEAVE_OUT -> AttributeMapping.fits(longest, Boolean.TRUE.equals(count.ascii()));
            case ENCODE -> AttributeMapping.fits(Objects.requireNonNullElse(count.longestEncoded(), 0), true);
        };
        return new Assessment.Attribute(count.name(), count.users(), longest, fits, keys.get(count.name()));
    }

    /** @param userPoolId null where the source is a dump */
    List<Assessment.Group> groups(@Nullable String userPoolId) {
        return of(Topic.GROUP).stream()
                .map(count -> new Assessment.Group(
                        count.name(), count.users(), PoolGroup.madeByCognito(count.name(), userPoolId)))
                .toList();
    }

    /** Those that the pool names, and those that only users do: a dump names none, and a provider may have been removed. */
    List<Assessment.Provider> providers(List<ListedProvider> named) {
        Map<String, String> types = new LinkedHashMap<>();
        Map<String, Long> numbers = new LinkedHashMap<>();
        named.forEach(provider -> types.put(provider.name(), provider.type()));
        for (Counts.Count count : of(Topic.PROVIDER)) {
            String[] typeAndName = count.name().split(" ", 2);
            types.putIfAbsent(typeAndName[1], typeAndName[0]);
            numbers.merge(typeAndName[1], count.users(), Long::sum);
        }
        return types.entrySet().stream()
                .map(provider -> new Assessment.Provider(
                        provider.getKey(),
                        provider.getValue(),
                        numbers.getOrDefault(provider.getKey(), 0L),
                        workosProvider(provider.getValue())))
                .toList();
    }

    private static @Nullable String workosProvider(String type) {
        ProviderType kind = ProviderType.of(type);
        return kind.enterprise() ? "SSO connection" : kind.workos().orElse(null);
    }

    Assessment.Plan plan() {
        Map<String, Long> skipped = new LinkedHashMap<>();
        Map<PlannedOutcome.Kind, Long> sent = new LinkedHashMap<>();
        for (Counts.Count count : of(Topic.OUTCOME)) {
            PlannedOutcome outcome = PlannedOutcome.find(count.name()).orElseThrow();
            if (outcome.reason() == null) {
                sent.put(outcome.kind(), count.users());
            } else {
                skipped.put(outcome.reason(), count.users());
            }
        }
        return new Assessment.Plan(
                sent.getOrDefault(PlannedOutcome.Kind.IMPORT, 0L),
                sent.getOrDefault(PlannedOutcome.Kind.LINK, 0L),
                sent.getOrDefault(PlannedOutcome.Kind.UPDATE, 0L),
                skipped);
    }

    List<Assessment.Misfit> misfits(List<Counts.Example> examples) {
        return Stream.of(Topic.SKIPPED, Topic.IN_WORKOS, Topic.MISFIT)
                .flatMap(topic -> of(topic).stream())
                .filter(count -> !count.name().equals(PlannedOutcome.UNCHANGED))
                .map(count -> new Assessment.Misfit(
                        count.name(),
                        count.users(),
                        Misfits.explain(count.name()),
                        examples.stream()
                                .filter(example -> example.kind().equals(count.name()))
                                .map(example ->
                                        new Assessment.Example(example.sub(), example.username(), example.email()))
                                .toList()))
                .toList();
    }
}
