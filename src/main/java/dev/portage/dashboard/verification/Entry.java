package dev.portage.dashboard.verification;

import dev.portage.dashboard.Badge;
import dev.portage.dashboard.MigrationTab;
import dev.portage.dashboard.Moment;
import dev.portage.dashboard.Tone;
import dev.portage.dashboard.Words;
import dev.portage.dashboard.users.UserLists;
import dev.portage.verification.Item;
import dev.portage.verification.Status;
import dev.portage.verification.VerificationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * An item of a checklist, with what its status rests on.
 *
 * @param words what was found or said, and what to do
 * @param attested who says so; empty where Portage has looked itself
 * @param attestable whether there is a form for it
 */
record Entry(
        String slug,
        String title,
        Badge status,
        String words,
        String attested,
        List<Value> values,
        List<Examples> examples,
        @Nullable Moment at,
        boolean attestable) {

    /** What stands in words above the other values, and not among them. */
    private static final Set<String> WORDS = Set.of("detail", "said", "by", "attestedAs", "examples");

    private static final Badge PASSED = new Badge("Passed", Tone.GOOD);
    private static final Badge NOT_APPLICABLE = new Badge("Does not apply", Tone.CALM);

    /** @param href to the users whom it counts; empty where there is no list of them */
    record Value(String name, String text, String href) {}

    /** A few whom something is so of. */
    record Examples(String name, List<Example> users) {}

    /** @param href empty for an account of WorkOS that is no user of this migration */
    record Example(String sub, String href) {}

    boolean passed() {
        return status.equals(PASSED);
    }

    boolean applies() {
        return !status.equals(NOT_APPLICABLE);
    }

    static Entry of(UUID migrationId, VerificationView.Line line, boolean running) {
        Map<String, Object> evidence = line.evidence();
        String by = text(evidence.getOrDefault("by", ""));
        String role = text(evidence.getOrDefault("attestedAs", ""));
        boolean nobody = line.at() == null && line.attestable();
        return new Entry(
                line.item().slug(),
                line.title(),
                badge(line.status()),
                nobody
                        ? "Nobody has said how it stands: see for yourself, then say so here."
                        : text(evidence.getOrDefault("said", evidence.getOrDefault("detail", ""))),
                role.isEmpty() ? "" : "Said by " + (by.equals(role) ? "an " + role : by + ", as " + role),
                values(migrationId, line.item(), new TreeMap<>(evidence)),
                examples(migrationId, evidence.get("examples")),
                Moment.of(line.at()),
                line.attestable() && !running);
    }

    private static Badge badge(Status status) {
        return switch (status) {
            case PASSED -> PASSED;
            case FAILED -> new Badge("Failed", Tone.BAD);
            case NOT_APPLICABLE -> NOT_APPLICABLE;
            case UNATTESTED -> new Badge("Open", Tone.WARNING);
        };
    }

    private static List<Value> values(UUID migrationId, Item item, Map<String, Object> evidence) {
        List<Value> values = new ArrayList<>();
        evidence.forEach((name, value) -> {
            if (!WORDS.contains(name) && !(value instanceof Map<?, ?> map && map.isEmpty())) {
                values.add(new Value(named(name), text(value), href(migrationId, item, name)));
            }
        });
        return values;
    }

    private static String href(UUID migrationId, Item item, String name) {
        return item != Item.USERS_MOVED
                        || !Set.of("pending", "failed", "skipped").contains(name)
                ? ""
                : MigrationTab.USERS.of(migrationId) + "?state=" + name.toUpperCase(Locale.ROOT);
    }

    private static List<Examples> examples(UUID migrationId, @Nullable Object found) {
        List<Examples> examples = new ArrayList<>();
        if (found instanceof Map<?, ?> kinds) {
            kinds.forEach((kind, subs) -> {
                if (subs instanceof List<?> list && !list.isEmpty()) {
                    examples.add(new Examples(
                            named(text(kind)),
                            list.stream()
                                    .map(Entry::text)
                                    .map(sub -> new Example(
                                            sub, sub.startsWith("user_") ? "" : UserLists.one(migrationId, sub)))
                                    .toList()));
                }
            });
        }
        return examples;
    }

    /** A name of the evidence in words: {@code inIdMap} is In id map. */
    private static String named(String name) {
        String words = name.replace("WorkOS", "Workos")
                .replaceAll("([a-z])([A-Z])", "$1 $2")
                .replace('-', ' ')
                .toLowerCase(Locale.ROOT)
                .replace("workos", "WorkOS");
        return words.isEmpty() ? "" : Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String text(@Nullable Object value) {
        return switch (value) {
            case Integer number -> Words.number(number);
            case Long number -> Words.number(number);
            case Map<?, ?> map ->
                map.entrySet().stream()
                        .map(entry -> text(entry.getKey()) + ": " + text(entry.getValue()))
                        .collect(Collectors.joining(", "));
            case null, default -> String.valueOf(value);
        };
    }
}
