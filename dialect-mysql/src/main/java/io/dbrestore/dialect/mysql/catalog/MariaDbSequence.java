package io.dbrestore.dialect.mysql.catalog;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A sequence of MariaDB.
 *
 * @param next the first number that it has neither handed out nor promised to its cache
 * @param increment negative if it counts down
 */
record MariaDbSequence(String name, BigInteger next, BigInteger increment, BigInteger lowest, BigInteger highest) {

    /**
     * Reads where all of them stand.
     *
     * @param warnings takes a sentence for each that the user may not read
     */
    static List<MariaDbSequence> all(Connection connection, List<Relation> relations, List<String> warnings)
            throws SQLException {
        List<MariaDbSequence> sequences = new ArrayList<>();
        for (Relation relation : relations) {
            if (relation.isSequence()) {
                try {
                    sequences.add(read(connection, relation.name()));
                } catch (SQLException e) {
                    if (!Obstacles.isDenied(e)) {
                        throw e;
                    }
                    warnings.add("Where the sequence " + relation.name() + " stands cannot be read, so a restore will"
                            + " not move it there. As an administrator, grant the user SELECT on it.");
                }
            }
        }
        return sequences;
    }

    static MariaDbSequence read(Connection connection, String name) throws SQLException {
        return Query.list(
                        connection,
                        "SELECT next_not_cached_value, increment, minimum_value, maximum_value FROM "
                                + Query.quote(name),
                        row -> new MariaDbSequence(
                                name,
                                new BigInteger(row.getString(1)),
                                new BigInteger(row.getString(2)),
                                new BigInteger(row.getString(3)),
                                new BigInteger(row.getString(4))))
                .get(0);
    }

    /** The last number that it may have handed out. */
    BigInteger lastNumber() {
        return next.subtract(step());
    }

    /** How far it is from one number to the next; an increment of 0 means that of the server's settings. */
    private BigInteger step() {
        return increment.signum() == 0 ? BigInteger.ONE : increment;
    }

    boolean countsDown() {
        return increment.signum() < 0;
    }

    /** Whether it can stand at {@code number}. */
    boolean reaches(BigInteger number) {
        return number.compareTo(lowest) >= 0 && number.compareTo(highest) <= 0;
    }

    /** Whether it can stand at {@code number} and has another to hand out after it. */
    boolean goesPast(BigInteger number) {
        return reaches(number) && reaches(number.add(step()));
    }

    /** Whether it still has to come to {@code number}. */
    boolean isBefore(BigInteger number) {
        return number.subtract(lastNumber()).signum() * step().signum() > 0;
    }
}
