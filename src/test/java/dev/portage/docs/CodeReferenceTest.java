package dev.portage.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.portage.migration.Reason;
import dev.portage.reset.ResetReason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The pages that list settings and reasons are made from the sources, and are as these are. */
class CodeReferenceTest {
    private static final Path REFERENCE = Path.of("docs/reference");
    /** {@code portage.workos.api-key=${WORKOS_API_KEY:}}: known under another name too. */
    private static final Pattern OTHER_NAME =
            Pattern.compile("(?m)^(portage\\.[a-z0-9.-]+)=\\$\\{([A-Z0-9_]+):[^}]*}$");
    /** {@code portage.reset.events-every=10s} */
    private static final Pattern GIVEN = Pattern.compile("(?m)^(portage\\.[a-z0-9.-]+)=([^${}\\s]+)$");
    /** A setting that is asked for by name. */
    private static final Pattern ASKED_FOR =
            Pattern.compile("(?:getOptionalValue\\(|name = |value\\()\"(portage\\.[a-z0-9.-]+)\"");

    @Test
    void settings() throws IOException {
        String properties = Files.readString(Path.of("src/main/resources/application.properties"));
        Map<String, String> otherNames = OTHER_NAME
                .matcher(properties)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2)));
        Map<String, String> given = GIVEN.matcher(properties)
                .results()
                .collect(Collectors.toMap(match -> match.group(1), match -> match.group(2), (one, other) -> other));
        Map<String, List<Sources.Setting>> byRoom = Sources.settings().stream()
                .collect(Collectors.groupingBy(
                        setting -> setting.name().split("\\.")[1], TreeMap::new, Collectors.toList()));
        StringBuilder page = new StringBuilder();
        byRoom.forEach((room, settings) -> {
            page.append("\n### `portage.")
                    .append(room)
                    .append("`\n\n| variable | meaning | default |\n|---|---|---|\n");
            settings.stream()
                    .sorted(Comparator.comparing(Sources.Setting::name))
                    .forEach(setting -> {
                        assertThat(setting.meaning())
                                .as("%s has a comment", setting.name())
                                .isNotBlank();
                        String variable = setting.variable();
                        String other = otherNames.get(setting.name());
                        String value = setting.defaultValue().isEmpty()
                                ? given.getOrDefault(setting.name(), "")
                                : setting.defaultValue();
                        page.append(Generated.row(List.of(
                                "`" + variable + "`" + (other == null ? "" : ", or `" + other + "`"),
                                setting.meaning(),
                                value.isEmpty() ? "" : "`" + readable(value) + "`")));
                    });
        });
        Generated.check(REFERENCE.resolve("settings.md"), page.append('\n').toString());
    }

    private static String readable(String value) {
        return value.startsWith("PT") ? value.substring(2).toLowerCase(Locale.ROOT) : value;
    }

    /** What is read without a mapping is listed by hand. */
    @Test
    void everySettingThatIsAskedForByNameIsOnThePage() throws IOException {
        String page = Files.readString(REFERENCE.resolve("settings.md"));
        Set<String> asked = new TreeSet<>(Set.of(
                "portage.admin-token", "portage.viewer-token", "portage.sign-in-token", "portage.reset.events-every"));
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/dev/portage"))) {
            for (Path file : files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> !file.toString().contains("sandbox"))
                    .toList()) {
                Matcher match = ASKED_FOR.matcher(Files.readString(file));
                while (match.find()) {
                    asked.add(match.group(1));
                }
            }
        }
        assertThat(asked)
                .hasSizeGreaterThan(5)
                .allSatisfy(name ->
                        assertThat(page).as(name).contains("`" + new Sources.Setting(name, "", "").variable() + "`"));
    }

    @Test
    void reasons() throws IOException {
        List<Sources.Constant> users = Sources.constants("dev/portage/migration/Reason.java");
        assertThat(users.stream().map(Sources.Constant::slug))
                .containsExactlyElementsOf(
                        Arrays.stream(Reason.values()).map(Reason::slug).toList());
        StringBuilder page = new StringBuilder("\n## Of a user or a membership\n\n| reason | meaning |\n|---|---|\n");
        users.forEach(reason -> {
            assertThat(reason.meaning()).as(reason.slug()).isNotBlank();
            page.append(Generated.row(List.of("`" + reason.slug() + "`", reason.meaning())));
        });
        page.append("\n## Of a password reset\n\n| reason | what has happened, and what to do |\n|---|---|\n");
        for (ResetReason reason : ResetReason.values()) {
            page.append(Generated.row(List.of("`" + reason.slug() + "`", reason.remedy() + ".")));
        }
        Generated.check(REFERENCE.resolve("reasons.md"), page.append('\n').toString());
    }
}
