package dev.portage.queue;

import jakarta.enterprise.context.ApplicationScoped;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** What this replica can not do at the moment because of the database; the rest of it goes on and tries again. */
@ApplicationScoped
class DatabaseTrouble {
    /** What needs the database. */
    enum Activity {
        CLAIMING,
        WRITING,
        SWEEPING
    }

    /** Since when it has not worked, and why. */
    record Trouble(Instant since, String why) {}

    /** Connection, transaction rollback, resources, operator intervention, system; and a standby that takes no writes. */
    private static final List<String> OF_THE_SERVER = List.of("08", "40", "53", "57", "58", "25006");

    private final Clock clock;
    private final Map<Activity, Trouble> troubles = new ConcurrentHashMap<>();

    DatabaseTrouble(Clock clock) {
        this.clock = clock;
    }

    /** It did not work; why, in words. */
    String met(Activity activity, Throwable e) {
        String why = why(e);
        troubles.compute(activity, (_, before) -> new Trouble(before == null ? clock.instant() : before.since(), why));
        return why;
    }

    void over(Activity activity) {
        troubles.remove(activity);
    }

    /** What does not work now. */
    Map<Activity, Trouble> now() {
        return new TreeMap<>(troubles);
    }

    /** The message of an SQL error may quote a row; its state is enough to know what to do. */
    static String why(Throwable e) {
        Throwable root = root(e);
        if (!(root instanceof SQLException sql)) {
            return root.getClass().getSimpleName();
        }
        return switch (state(sql)) {
            case "" -> "PostgreSQL gives no connection";
            case "53100" -> "the disk of PostgreSQL is full";
            case "53200" -> "PostgreSQL is out of memory";
            case "53300" -> "PostgreSQL has no connection left";
            case "25006" -> "PostgreSQL is read only, as a standby is";
            case "42501" -> "the database user lacks a right";
            default ->
                state(sql).startsWith("08") || state(sql).startsWith("57P")
                        ? "PostgreSQL can not be reached"
                        : "PostgreSQL answers SQL state " + state(sql);
        };
    }

    /** Whether any other statement would fail as well, so that only waiting helps. Classes of PostgreSQL, appendix A. */
    static boolean isOfTheServer(Throwable e) {
        return root(e) instanceof SQLException sql
                && (state(sql).isEmpty() || OF_THE_SERVER.stream().anyMatch(state(sql)::startsWith));
    }

    private static Throwable root(Throwable e) {
        Throwable root = e;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Empty where no server has answered: the pool had no connection to give. */
    private static String state(SQLException e) {
        return e.getSQLState() == null ? "" : e.getSQLState();
    }
}
