package io.dbrestore.engine.catalog;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.TableName;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;

/** The rows whose reference leads nowhere: for databases that do not vouch for their foreign keys, or did not for a while. */
public final class DanglingRows {

    private final SqlSpelling spelling;
    private final Catalog catalog;

    /** @param catalog the tables that there are */
    public DanglingRows(SqlSpelling spelling, Catalog catalog) {
        this.spelling = spelling;
        this.catalog = catalog;
    }

    /** The clauses, from {@code FROM} on, that give those rows of {@code table}, which is called {@code t}. */
    public String from(TableName table, ForeignKey key) {
        String refers = key.columns().stream()
                .map(column -> "t." + spelling.quote(column) + " IS NOT NULL")
                .collect(joining(" AND "));
        String rows = " FROM " + rows(table) + " t WHERE " + refers;
        if (!exists(key.target())) {
            return rows;
        }
        String same = IntStream.range(0, key.columns().size())
                .mapToObj(i -> "p." + spelling.quote(key.targetColumns().get(i)) + " = t."
                        + spelling.quote(key.columns().get(i)))
                .collect(joining(" AND "));
        return rows + " AND NOT EXISTS (SELECT 1 FROM " + rows(key.target()) + " p WHERE " + same + ")";
    }

    /** How many rows of {@code table} refer, through {@code key}, to a row that is not there. */
    public long count(Connection connection, TableName table, ForeignKey key) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setEscapeProcessing(false); // a name may hold braces
            try (ResultSet rows = statement.executeQuery("SELECT COUNT(*)" + from(table, key))) {
                rows.next();
                return rows.getLong(1);
            }
        }
    }

    private String rows(TableName table) {
        return catalog.table(table).map(spelling::rows).orElseGet(() -> spelling.quote(table));
    }

    private boolean exists(TableName target) {
        return catalog.table(target).isPresent()
                || catalog.leftOut().stream().anyMatch(left -> left.table().equals(target));
    }
}
