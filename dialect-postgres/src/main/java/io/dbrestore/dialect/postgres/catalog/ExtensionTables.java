package io.dbrestore.dialect.postgres.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Tables of extensions in which users keep rows of their own, such as spatial_ref_sys of PostGIS. The extension says
 * which rows those are. Such a table is taken whole if there are any; and always where rows could be written, since a
 * reset has taken them out of the table into which a restore brings them back.
 */
final class ExtensionTables {

    private final Connection connection;
    private final List<String> warnings = new ArrayList<>();

    ExtensionTables(Connection connection) {
        this.connection = connection;
    }

    /** What to say of them, whole sentences. */
    List<String> warnings() {
        return warnings;
    }

    /**
     * Whether it is taken.
     *
     * @param readOnly whether the transaction cannot write
     */
    boolean isTaken(Relation table, boolean readOnly) throws SQLException {
        if (!table.isConfiguration() || !table.isTable()) {
            return false;
        }
        if (table.access().isComplete() && table.access().write()) {
            return !readOnly || hasRowsOfUsers(table);
        }
        if (!table.access().isComplete()) {
            warnings.add("Table " + table.name() + " belongs to the extension " + table.extension()
                    + " and may hold rows of yours: they cannot be read, and are not dumped.");
        } else if (hasRowsOfUsers(table)) {
            warnings.add("Table " + table.name() + " belongs to the extension " + table.extension()
                    + " and holds rows of yours, which are not dumped, as they could not be restored. As its owner,"
                    + " run: GRANT INSERT, UPDATE ON " + table.sql() + " TO " + Roles.current(connection));
        }
        return false;
    }

    private boolean hasRowsOfUsers(Relation table) throws SQLException {
        String query = "SELECT EXISTS (SELECT FROM " + table.rows() + " " + table.configuration() + ")";
        return Query.list(connection, query, row -> row.getBoolean(1)).get(0);
    }
}
