package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.UniqueKey;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The primary key and the unique keys of a table, from its indexes.
 *
 * <p>An index may compare by another collation than its column does. Such a key is left out, since the merge compares
 * columns: it would find other pairs than the index allows.
 */
final class Keys {

    private static final String BINARY = "BINARY";

    private static final int MISSING_COLLATION = 257; // SQLite calls it SQLITE_ERROR_MISSING_COLLSEQ

    /** @param column null if the index has an expression there */
    private record IndexColumn(@Nullable String column, String collation) {}

    private final Handle handle;
    private final SqlSpelling sql;
    private final TableDefinition table;
    private final Map<String, String> collations = new HashMap<>();
    private final List<UniqueKey> uniqueKeys = new ArrayList<>();
    private List<String> primaryKey;
    private boolean isRowid;

    Keys(Handle handle, SqlSpelling sql, TableDefinition table) throws SQLException {
        this.handle = handle;
        this.sql = sql;
        this.table = table;
        this.primaryKey = table.primaryKey();
        this.isRowid = primaryKey.size() == 1 && !table.withoutRowid();
        readIndexes();
    }

    /** Empty also if the key's index compares otherwise than its columns do. */
    List<String> primaryKey() {
        return primaryKey;
    }

    List<UniqueKey> uniqueKeys() {
        return uniqueKeys;
    }

    /** Whether this column is another name for the row number: INTEGER PRIMARY KEY, but not its twin with DESC. */
    boolean isRowid(String column) {
        return isRowid && primaryKey.get(0).equals(column);
    }

    /** How a key column compares; for others it does not matter and is not asked. */
    String collation(String column) {
        return collations.getOrDefault(column, BINARY);
    }

    private void readIndexes() throws SQLException {
        List<String[]> indexes = handle.createQuery("""
                        SELECT name, origin FROM pragma_index_list(:table, 'main')
                        WHERE "unique" AND NOT partial ORDER BY name""")
                .bind("table", table.name())
                .map((row, context) -> new String[] {row.getString(1), row.getString(2)})
                .list();
        for (String[] index : indexes) {
            boolean primary = index[1].equals("pk");
            isRowid = isRowid && !primary;
            readIndex(index[0], primary);
        }
    }

    private void readIndex(String index, boolean primary) throws SQLException {
        List<IndexColumn> indexColumns = handle.createQuery("""
                        SELECT name, coll FROM pragma_index_xinfo(:index, 'main') WHERE "key" ORDER BY seqno""")
                .bind("index", index)
                .map((row, context) -> new IndexColumn(row.getString(1), row.getString(2)))
                .list();
        List<String> columns = new ArrayList<>();
        for (IndexColumn indexColumn : indexColumns) {
            String column = indexColumn.column();
            if (column == null || !indexColumn.collation().equalsIgnoreCase(collationOf(column))) {
                if (primary) {
                    primaryKey = List.of();
                }
                return;
            }
            columns.add(column);
        }
        if (!primary && !columns.equals(primaryKey)) {
            uniqueKeys.add(new UniqueKey(index, columns));
        }
    }

    private String collationOf(String column) throws SQLException {
        String known = collations.get(column);
        if (known != null) {
            return known;
        }
        String collation = askCollation(column);
        collations.put(column, collation);
        return collation;
    }

    /**
     * No pragma tells a column's own collation, but comparing does. The first SELECT of a UNION ALL gives its columns'
     * collations to the whole; the LIMIT keeps SQLite from taking the two apart.
     */
    private String askCollation(String column) throws SQLException {
        String name = sql.quote(column);
        String query = "SELECT c = 'a', c = 'A ' FROM (SELECT " + name + " AS c FROM "
                + sql.quote(new TableName("", table.name())) + " WHERE 0 UNION ALL SELECT 'A' LIMIT 1)";
        try (Statement statement = handle.getConnection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            rows.next();
            return rows.getBoolean(1) ? "NOCASE" : rows.getBoolean(2) ? "RTRIM" : BINARY;
        } catch (SQLException e) {
            if (e.getErrorCode() != MISSING_COLLATION) {
                throw e;
            }
            return ""; // a collation that only the application knows: no key that this program could compare by
        }
    }
}
