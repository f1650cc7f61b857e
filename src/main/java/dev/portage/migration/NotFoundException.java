package dev.portage.migration;

/** Something that a request names does not exist: status 404 at the API. */
public final class NotFoundException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String what;

    /**
     * Says what there is not.
     *
     * @param what the noun, such as {@code migration}
     * @param detail a sentence for the caller that says where to look
     */
    public NotFoundException(String what, String detail) {
        super(detail);
        this.what = what;
    }

    public String what() {
        return what;
    }

    public String detail() {
        return String.valueOf(getMessage());
    }
}
