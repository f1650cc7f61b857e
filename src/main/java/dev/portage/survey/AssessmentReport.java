package dev.portage.survey;

import dev.portage.migration.Migration;
import dev.portage.migration.Migrations;
import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** An assessment as a page that a person reads, prints or sends on: nothing is loaded from anywhere. */
@ApplicationScoped
public class AssessmentReport {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern(
                    "d MMMM uuuu, HH:mm 'UTC'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final Migrations migrations;
    private final AssessmentReader reader;

    AssessmentReport(Migrations migrations, AssessmentReader reader) {
        this.migrations = migrations;
        this.reader = reader;
    }

    @CheckedTemplate(basePath = "")
    static class Templates {
        private Templates() {}

        static native TemplateInstance assessment(
                String name, String source, String readyAt, Assessment assessment, List<BarChart> charts, Times times);
    }

    /** How long it takes, in words. */
    record Times(String discovery, String imports, String memberships, String resets) {
        static Times of(Assessment.@Nullable Durations durations) {
            return durations == null
                    ? new Times("", "", "", "")
                    : new Times(
                            words(durations.discoverySeconds()),
                            words(durations.importSeconds()),
                            words(durations.membershipsSeconds()),
                            words(durations.resetsSeconds()));
        }

        static String words(long seconds) {
            if (seconds < 120) {
                return seconds + " s";
            }
            if (seconds < 7200) {
                return Math.round(seconds / 60.0) + " min";
            }
            return seconds < 172_800 ? Math.round(seconds / 3600.0) + " h" : Math.round(seconds / 86_400.0) + " days";
        }
    }

    /** The page, in HTML. */
    @Transactional
    public String of(UUID migrationId) {
        Migration migration = migrations.get(migrationId);
        Assessment assessment = reader.of(migrationId);
        return Templates.assessment(
                        migration.name(),
                        migration.source().inWords(),
                        assessment.readyAt() == null ? "" : TIME.format(assessment.readyAt()),
                        assessment,
                        charts(assessment),
                        Times.of(assessment.durations()))
                .render();
    }

    private static List<BarChart> charts(Assessment assessment) {
        Assessment.Users users = assessment.users();
        Assessment.Plan plan = assessment.plan();
        if (users == null || plan == null) {
            return List.of();
        }
        Map<String, Long> outcomes = new LinkedHashMap<>();
        outcomes.put("created in WorkOS", plan.wouldImport());
        outcomes.put("linked to an account", plan.wouldLink());
        outcomes.put("brought up to date", plan.wouldUpdate());
        plan.wouldSkip().forEach((reason, number) -> outcomes.put("skipped: " + reason, number));
        Map<String, Long> emails = new LinkedHashMap<>();
        emails.put("verified", users.verified());
        emails.put("not verified", users.unverified());
        emails.put("no e-mail", users.withoutEmail());
        return List.of(
                BarChart.of("What an import would do", outcomes),
                BarChart.of("Sign-in method", users.byMethod()),
                BarChart.of("Cognito status", users.byStatus()),
                BarChart.of("E-mail addresses", emails),
                BarChart.of("E-mail domains", users.byDomain()));
    }
}
