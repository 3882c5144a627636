package io.dbrestore.dialect.mysql.session;

import java.sql.SQLException;
import java.util.Set;

/** Error numbers of the servers; SQLStates alone say too little there. */
final class Errors {

    private static final Set<Integer> MISSING_RIGHT = Set.of(1044, 1045, 1142, 1143, 1227, 1370, 1419, 3530);

    /** What PostgreSQL says, too, when something is in use. */
    static final String IN_USE = "55006";

    private Errors() {}

    static boolean isMissingRight(SQLException failure) {
        return MISSING_RIGHT.contains(failure.getErrorCode());
    }
}
