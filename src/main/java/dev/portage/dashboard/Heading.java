package dev.portage.dashboard;

import dev.portage.migration.Migration;
import dev.portage.migration.Source;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The head of every page of one migration.
 *
 * @param erased since when its users' data has been erased; null where it is there
 */
public record Heading(
        String id,
        String name,
        Badge state,
        String source,
        @Nullable Moment erased,
        List<Link> tabs) {

    static Heading of(Migration migration, MigrationTab current) {
        return new Heading(
                migration.id().toString(),
                migration.name(),
                Badge.of(migration.state()),
                source(migration.source()),
                Moment.of(migration.erasedAt()),
                Arrays.stream(MigrationTab.values())
                        .map(tab -> tab.link(migration.id(), tab == current))
                        .toList());
    }

    /** In words, such as {@code User pool us-east-1_AbCdEf in us-east-1}. */
    public static String source(Source source) {
        return source.userPoolId() == null
                ? "Uploaded dump"
                : "User pool " + source.userPoolId() + " in " + source.region();
    }
}
