package io.dbrestore.dialect.mysql.session;

import java.sql.SQLException;
import java.util.Set;

/** Error numbers of the servers; SQLStates alone say too little there. */
public final class Errors {

    private static final Set<Integer> MISSING_RIGHT = Set.of(1044, 1045, 1142, 1143, 1227, 1370, 1419, 3530);

    /** What PostgreSQL says, too, when something is in use. */
    static final String IN_USE = "55006";

    /** Those that do not say so in their SQLState: a check, a row that no partition takes, a trigger that objects. */
    private static final Set<Integer> VIOLATION = Set.of(3819, 1526, 1644);

    private Errors() {}

    /** See {@link io.dbrestore.spi.Dialect#violatesConstraint}. */
    public static boolean isViolation(SQLException failure) {
        String state = failure.getSQLState();
        return (state != null && state.startsWith("23")) || VIOLATION.contains(failure.getErrorCode());
    }

    static boolean isMissingRight(SQLException failure) {
        return MISSING_RIGHT.contains(failure.getErrorCode());
    }
}
