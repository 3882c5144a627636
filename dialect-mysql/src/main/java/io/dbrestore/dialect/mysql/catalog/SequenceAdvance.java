package io.dbrestore.dialect.mysql.catalog;

import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Moves the sequences of MariaDB on: to where they stood in the dump, and past the keys of the columns that they count
 * for. {@code SETVAL} is no part of a transaction and never goes back.
 */
final class SequenceAdvance {

    private static final String COUNTED = """
            SELECT TABLE_NAME, COLUMN_NAME, COLUMN_DEFAULT
            FROM information_schema.COLUMNS
            WHERE TABLE_SCHEMA = ? AND COLUMN_DEFAULT LIKE 'nextval(%'""";

    private static final Pattern NEXT_VALUE =
            Pattern.compile("nextval\\((`(?:[^`]|``)+`)\\.`((?:[^`]|``)+)`\\)", Pattern.CASE_INSENSITIVE);

    private final Connection connection;
    private final Map<String, BigInteger> wanted = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    SequenceAdvance(Connection connection) {
        this.connection = connection;
    }

    List<String> advance(List<Table> merged, Map<TableName, BigInteger> goals) throws SQLException {
        String database = MySqlCatalog.database(connection);
        List<Relation> relations = Relation.all(connection, database).stream()
                .filter(Relation::isSequence)
                .toList();
        if (relations.isEmpty()) {
            return warnings;
        }
        List<MariaDbSequence> sequences = MariaDbSequence.all(connection, relations, warnings);
        Map<String, BigInteger> keys = highestKeys(database, merged, sequences);
        for (MariaDbSequence sequence : sequences) {
            Optional.ofNullable(goals.get(new TableName("", sequence.name())))
                    .filter(sequence::reaches)
                    .ifPresent(goal -> want(sequence, goal));
            Optional.ofNullable(keys.get(sequence.name()))
                    .filter(sequence::goesPast) // a key that lies beyond does not use the sequence up
                    .ifPresent(key -> want(sequence, key));
            BigInteger number = wanted.get(sequence.name());
            if (number != null) {
                set(sequence.name(), number);
            }
        }
        return warnings;
    }

    private void want(MariaDbSequence sequence, BigInteger number) {
        if (sequence.isBefore(number)) {
            wanted.merge(sequence.name(), number, sequence.countsDown() ? BigInteger::min : BigInteger::max);
        }
    }

    /** The furthest key of the columns of {@code merged} whose default is the next number of a sequence. */
    private Map<String, BigInteger> highestKeys(String database, List<Table> merged, List<MariaDbSequence> sequences)
            throws SQLException {
        Map<String, BigInteger> keys = new HashMap<>();
        List<List<String>> counted = Query.with(
                connection, COUNTED, database, row -> List.of(row.getString(1), row.getString(2), row.getString(3)));
        for (List<String> column : counted) {
            Matcher next = NEXT_VALUE.matcher(column.get(2));
            boolean isMerged = merged.stream().anyMatch(table -> table.name().equals(new TableName("", column.get(0))));
            if (isMerged && next.matches()) {
                String name = next.group(2).replace("``", "`");
                Optional<MariaDbSequence> sequence = sequences.stream()
                        .filter(one -> one.name().equals(name))
                        .findFirst();
                if (sequence.isPresent()) {
                    boolean down = sequence.get().countsDown();
                    furthest(column.get(0), column.get(1), down)
                            .ifPresent(key -> keys.merge(name, key, down ? BigInteger::min : BigInteger::max));
                }
            }
        }
        return keys;
    }

    private Optional<BigInteger> furthest(String table, String column, boolean down) throws SQLException {
        String query = "SELECT CAST(" + (down ? "MIN(" : "MAX(") + Query.quote(column) + ") AS INTEGER) FROM "
                + Query.quote(table);
        return Query.list(connection, query, row -> Optional.ofNullable(row.getString(1)))
                .get(0)
                .map(BigInteger::new);
    }

    private void set(String sequence, BigInteger number) throws SQLException {
        try {
            Query.list(connection, "SELECT SETVAL(" + Query.quote(sequence) + ", " + number + ")", row -> true);
        } catch (SQLException e) {
            warnings.add("The sequence " + sequence + " could not be moved on to " + number + ": " + e.getMessage()
                    + ". It may hand out numbers that were handed out before.");
        }
    }
}
