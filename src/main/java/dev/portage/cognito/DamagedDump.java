package dev.portage.cognito;

/**
 * A dump that can't be read on. The message says what is wrong and where, and how far the reading had come; nothing in it
 * is a user's data. It has no cause: a JSON parser's own messages quote the dump.
 */
public final class DamagedDump extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient DumpPosition position;
    private final long usersRead;
    private final long usersHandedOver;

    DamagedDump(String problem, DumpPosition position, long usersRead, long usersHandedOver) {
        super("Damaged dump at " + position + ": " + problem + ". Users read before: " + usersRead
                + ", of which handed over: " + usersHandedOver + ".");
        this.position = position;
        this.usersRead = usersRead;
        this.usersHandedOver = usersHandedOver;
    }

    public DumpPosition position() {
        return position;
    }

    public long usersRead() {
        return usersRead;
    }

    /** How many users the sink took; they are the first of the dump. */
    public long usersHandedOver() {
        return usersHandedOver;
    }
}
