package dev.portage.api.problem;

import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import org.hibernate.exception.JDBCConnectionException;

/** Tells a database that can't be reached from one that objects to what it was asked. */
final class DatabaseOutage {

    private static final int DEEPEST_CAUSE = 20;

    private DatabaseOutage() {}

    static boolean isBehind(Throwable failure) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < DEEPEST_CAUSE; depth++) {
            if (isOutage(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOutage(Throwable failure) {
        return switch (failure) {
            case JDBCConnectionException _, SQLTransientConnectionException _ -> true;
            case SQLException sql -> isOutage(sql);
            default -> false;
        };
    }

    private static boolean isOutage(SQLException failure) {
        String state = failure.getSQLState();
        if (state == null) {
            // Agroal's time-outs and its shutdown carry no state; a driver's complaint always does.
            return failure.getClass().equals(SQLException.class);
        }
        // 08: connection; 57P: the server is shut down, or starts; 53300: it has no connection left.
        return state.startsWith("08") || state.startsWith("57P") || state.equals("53300");
    }
}
