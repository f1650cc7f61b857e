package dev.portage.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param next what {@code ?after=} takes to go on; null on the last page
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
public record Page<T>(List<T> items, @Nullable String next) {

    public Page {
        items = List.copyOf(items);
    }

    /**
     * A page out of one row more than it holds ({@link Paging#fetch()}), which tells whether there is a next page.
     *
     * @param position the cursor that continues behind a row
     */
    public static <R, T> Page<T> of(List<R> rows, Paging paging, Function<R, Cursor> position, Function<R, T> item) {
        boolean more = rows.size() > paging.limit();
        List<R> shown = more ? rows.subList(0, paging.limit()) : rows;
        return new Page<>(
                shown.stream().map(item).toList(),
                more ? position.apply(shown.getLast()).encoded() : null);
    }

    /** The same, where rows are shown as they are. */
    public static <T> Page<T> of(List<T> rows, Paging paging, Function<T, Cursor> position) {
        return of(rows, paging, position, Function.identity());
    }
}
