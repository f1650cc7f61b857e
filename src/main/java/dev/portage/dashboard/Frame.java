package dev.portage.dashboard;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is around the content of every page: each page's template has it as {@code frame} and includes
 * {@code dashboard/layout}, or {@code dashboard/migration} where it is one of a migration.
 *
 * @param sections the navigation at the top
 * @param notice what has just been done; null where nothing has
 * @param migration the head of a migration's page; null on any other page
 */
public record Frame(
        String title,
        List<Link> sections,
        Viewer viewer,
        @Nullable String notice,
        @Nullable Heading migration,
        Assets assets) {}
