package dev.portage.migration;

/** A request that makes no sense in the present state: status 409 at the API. */
public final class ConflictException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String slug;

    /**
     * Says what stands against it.
     *
     * @param slug the problem's stable type, such as {@code migration-not-paused}
     * @param detail a sentence for the caller: why not, and what to do
     */
    public ConflictException(String slug, String detail) {
        super(detail);
        this.slug = slug;
    }

    public String slug() {
        return slug;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
