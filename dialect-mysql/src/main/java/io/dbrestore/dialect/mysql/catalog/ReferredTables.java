package io.dbrestore.dialect.mysql.catalog;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The tables that foreign keys refer to. Some are in other databases, or are not for the user to read; then what refers
 * to them cannot be checked.
 */
final class ReferredTables {

    private static final int NO_SUCH_TABLE = 1146;

    /** What is known of a table that is not among those of the dump. */
    private enum Elsewhere {
        READABLE,
        MISSING,
        FORBIDDEN
    }

    private final Connection connection;
    private final Set<String> readable;
    private final Map<String, String> anyCase = new HashMap<>();
    private final Map<TableName, Elsewhere> elsewhere = new HashMap<>();
    private final List<LeftOut> leftOut = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /**
     * Begins with the tables of the connected database.
     *
     * @param readable the names of those that can be read
     * @param caseCounts whether two names may differ in the case of letters only
     */
    ReferredTables(Connection connection, Set<String> readable, boolean caseCounts) {
        this.connection = connection;
        this.readable = new HashSet<>(readable);
        if (!caseCounts) {
            readable.forEach(name -> anyCase.put(name.toLowerCase(Locale.ROOT), name));
        }
    }

    /** Tables of other databases, and none twice. */
    List<LeftOut> leftOut() {
        return leftOut;
    }

    List<String> warnings() {
        return warnings;
    }

    /** The foreign keys of {@code table} that can be checked. */
    List<ForeignKey> checkable(String table, List<ForeignKey> keys) throws SQLException {
        List<ForeignKey> checkable = new ArrayList<>();
        for (ForeignKey declared : keys) {
            ForeignKey key = withListedName(declared);
            if (isHere(key.target()) || lookFor(key) != Elsewhere.FORBIDDEN) {
                checkable.add(key);
            } else {
                warnings.add("The foreign key " + key.name() + " of " + table + " refers to " + key.target()
                        + ", which the user may not read: nobody checks that its rows are there.");
            }
        }
        return checkable;
    }

    private boolean isHere(TableName name) {
        return name.schema().isEmpty() && readable.contains(name.name());
    }

    /** Where case does not count, a reference may spell its target otherwise than the list of tables does. */
    private ForeignKey withListedName(ForeignKey key) {
        TableName target = key.target();
        if (!target.schema().isEmpty() || readable.contains(target.name())) {
            return key;
        }
        return Optional.ofNullable(anyCase.get(target.name().toLowerCase(Locale.ROOT)))
                .map(name -> new ForeignKey(
                        key.name(), key.columns(), new TableName("", name), key.targetColumns(), key.trusted()))
                .orElse(key);
    }

    private Elsewhere lookFor(ForeignKey key) throws SQLException {
        Elsewhere known = elsewhere.get(key.target());
        if (known != null) {
            return known;
        }
        Elsewhere found = probe(key);
        elsewhere.put(key.target(), found);
        if (found == Elsewhere.READABLE && !key.target().schema().isEmpty()) {
            leftOut.add(new LeftOut(key.target(), "a table of another database, to which rows of this one refer"));
        }
        return found;
    }

    private Elsewhere probe(ForeignKey key) throws SQLException {
        String table =
                (key.target().schema().isEmpty() ? "" : Query.quote(key.target().schema()) + ".")
                        + Query.quote(key.target().name());
        String columns = key.targetColumns().stream().map(Query::quote).collect(joining(", "));
        try {
            Query.list(connection, "SELECT " + columns + " FROM " + table + " LIMIT 0", row -> true);
            return Elsewhere.READABLE;
        } catch (SQLException e) {
            if (e.getErrorCode() == NO_SUCH_TABLE) {
                return Elsewhere.MISSING;
            }
            if (Obstacles.isDenied(e)) {
                return Elsewhere.FORBIDDEN;
            }
            throw e;
        }
    }
}
