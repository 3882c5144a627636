package io.dbrestore.engine.dump;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.ForeignKey;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.TableName;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;

/** Counts the rows whose reference leads nowhere, in a database that does not vouch for its foreign keys. */
final class Orphans {

    private final SqlSpelling sql;
    private final Catalog catalog;

    Orphans(SqlSpelling sql, Catalog catalog) {
        this.sql = sql;
        this.catalog = catalog;
    }

    long count(Handle handle, TableName table, ForeignKey key) {
        String refers = key.columns().stream()
                .map(column -> "child." + sql.quote(column) + " IS NOT NULL")
                .collect(joining(" AND "));
        String statement = "SELECT COUNT(*) FROM " + sql.quote(table) + " child WHERE " + refers;
        if (exists(key.target())) {
            String same = IntStream.range(0, key.columns().size())
                    .mapToObj(i -> "parent." + sql.quote(key.targetColumns().get(i)) + " = child."
                            + sql.quote(key.columns().get(i)))
                    .collect(joining(" AND "));
            statement += " AND NOT EXISTS (SELECT 1 FROM " + sql.quote(key.target()) + " parent WHERE " + same + ")";
        }
        try (Statement query = handle.getConnection().createStatement();
                ResultSet rows = query.executeQuery(statement)) { // not by Jdbi, which finds parameters in odd names {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "its references to " + key.target() + " cannot be checked: " + e.getMessage(), e);
        }
    }

    private boolean exists(TableName target) {
        return catalog.table(target).isPresent()
                || catalog.leftOut().stream().map(LeftOut::table).anyMatch(target::equals);
    }
}
