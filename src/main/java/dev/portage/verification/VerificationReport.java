package dev.portage.verification;

import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A verification as a page that a person reads, prints or sends on: nothing is loaded from anywhere. */
@ApplicationScoped
public class VerificationReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    /** What stands in words above the other values, and not among them. */
    private static final Set<String> WORDS = Set.of("detail", "said", "by", "attestedAs", "examples");

    private final Migrations migrations;
    private final VerificationService verifications;

    VerificationReport(Migrations migrations, VerificationService verifications) {
        this.migrations = migrations;
        this.verifications = verifications;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        private Templates() {}

        static native TemplateInstance verification(
                String name, String source, String result, String explanation, String at, List<Row> rows);
    }

    /** An item, ready to be shown. */
    record Row(
            String title,
            String status,
            String words,
            String attested,
            Map<String, String> values,
            Map<String, String> examples,
            String at) {

        static Row of(VerificationView.Line line) {
            Map<String, Object> evidence = line.evidence();
            String words = text(evidence.getOrDefault("said", evidence.getOrDefault("detail", "")));
            String by = text(evidence.getOrDefault("by", ""));
            String role = text(evidence.getOrDefault("attestedAs", ""));
            Map<String, String> values = new TreeMap<>();
            evidence.forEach((name, value) -> {
                if (!WORDS.contains(name) && !"{}".equals(text(value))) {
                    values.put(name, text(value));
                }
            });
            Map<String, String> examples = new TreeMap<>();
            if (evidence.get("examples") instanceof Map<?, ?> found) {
                found.forEach((kind, subs) -> {
                    if (subs instanceof List<?> list && !list.isEmpty()) {
                        examples.put(
                                text(kind),
                                String.join(", ", list.stream().map(Row::text).toList()));
                    }
                });
            }
            return new Row(
                    line.title(),
                    line.status().slug(),
                    words,
                    role.isEmpty() ? "" : "attested by " + (by.isEmpty() ? role : by + " (" + role + ")"),
                    values,
                    examples,
                    line.at() == null ? "" : TIME.format(line.at()));
        }

        private static String text(@Nullable Object value) {
            return String.valueOf(value);
        }
    }

    /** The page, in HTML. */
    @Transactional
    public String of(UUID migrationId) {
        Migration migration = migrations.get(migrationId);
        VerificationView view = verifications.show(migrationId);
        Instant at = view.finishedAt() == null ? view.startedAt() : view.finishedAt();
        return Templates.verification(
                        migration.name(),
                        migration.source().inWords(),
                        view.result().name(),
                        explanation(view),
                        TIME.format(at),
                        view.items().stream().map(Row::of).toList())
                .render();
    }

    private static String explanation(VerificationView view) {
        return view.running()
                ? "The verification is under way: what stands here may change."
                : view.result().explanation();
    }
}
