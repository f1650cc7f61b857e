package dev.portage.dashboard.migrations;

import dev.portage.dashboard.Form;
import dev.portage.migration.Options;
import dev.portage.migration.Options.CognitoStatus;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** The options of a migration as fields of a form, but for attributes and groups, which have pages of their own. */
record OptionsForm(List<Select> selects, List<Choice> statuses, String organizationId, String roleSlug) {

    /** A field that takes one of several values. */
    record Select(String name, String label, List<Choice> choices) {}

    /** One value. */
    record Choice(String value, String label, boolean chosen) {}

    static OptionsForm of(Options options) {
        return new OptionsForm(
                List.of(
                        select(
                                "disabledUsers",
                                "Users who are disabled in Cognito",
                                options.disabledUsers(),
                                "Leave them out",
                                "Import them, which lets them in: WorkOS has no such flag"),
                        select(
                                "existingUsers",
                                "Accounts that WorkOS has already",
                                options.existingUsers(),
                                "Link them, and leave their profile",
                                "Link them, and bring names and metadata up to date",
                                "Leave them alone"),
                        select(
                                "emailVerified",
                                "An address is verified",
                                options.emailVerified(),
                                "Where Cognito's attribute says so",
                                "Also where the user is confirmed",
                                "Never"),
                        select(
                                "duplicateEmails",
                                "Users who share an address",
                                options.duplicateEmails(),
                                "One of them goes over",
                                "None of them goes over"),
                        select(
                                "unfitValues",
                                "Attributes that do not fit into WorkOS metadata",
                                options.unfitValues(),
                                "Left out there, and kept here",
                                "Encoded where they are not ASCII")),
                Arrays.stream(CognitoStatus.values())
                        .map(status -> new Choice(status.name(), words(status.name()), options.excludes(status.name())))
                        .toList(),
                text(options.organizationId()),
                text(options.roleSlug()));
    }

    /** What was sent, over the options as they are; not validated. */
    static Options read(Form form, Options current) {
        Set<CognitoStatus> ticked = form.some(CognitoStatus.class, "leaveOut");
        Set<CognitoStatus> included = new LinkedHashSet<>();
        Set<CognitoStatus> excluded = new LinkedHashSet<>();
        for (CognitoStatus status : CognitoStatus.values()) {
            boolean byDefault = Options.DEFAULTS.excludes(status.name());
            if (ticked.contains(status) && !byDefault) {
                excluded.add(status);
            } else if (!ticked.contains(status) && byDefault) {
                included.add(status);
            }
        }
        return new Options(
                form.one(Options.DisabledUsers.class, "disabledUsers").orElse(current.disabledUsers()),
                excluded,
                included,
                form.one(Options.EmailVerified.class, "emailVerified").orElse(current.emailVerified()),
                form.one(Options.DuplicateEmails.class, "duplicateEmails").orElse(current.duplicateEmails()),
                form.one(Options.ExistingUsers.class, "existingUsers").orElse(current.existingUsers()),
                form.given("organizationId").orElse(null),
                form.given("roleSlug").orElse(null),
                current.attributes(),
                form.one(Options.UnfitValues.class, "unfitValues").orElse(current.unfitValues()),
                current.groups());
    }

    /** @param labels of the type's constants, in their order */
    private static <E extends Enum<E>> Select select(String name, String label, E chosen, String... labels) {
        E[] values = chosen.getDeclaringClass().getEnumConstants();
        return new Select(
                name,
                label,
                IntStream.range(0, values.length)
                        .mapToObj(i -> new Choice(values[i].name(), labels[i], values[i] == chosen))
                        .toList());
    }

    private static String words(String constant) {
        String words = constant.toLowerCase(Locale.ROOT).replace('_', ' ');
        return Character.toUpperCase(words.charAt(0)) + words.substring(1);
    }

    private static String text(@Nullable String value) {
        return value == null ? "" : value;
    }
}
