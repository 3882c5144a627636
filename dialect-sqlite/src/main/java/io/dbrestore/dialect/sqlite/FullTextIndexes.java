package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Full-text indexes over rows of other tables, which hold nothing of their own and are built anew from those. */
final class FullTextIndexes {

    private FullTextIndexes() {}

    /** Rebuilds the indexes over any of {@code tables}, and those over views, which may show any table. */
    static void rebuild(Handle handle, SqlSpelling sql, List<Table> tables) throws SQLException {
        for (VirtualTable virtual : VirtualTable.all(handle)) {
            if (virtual.kind() == VirtualTable.Kind.INDEX && isOver(handle, virtual.content(), tables)) {
                String name = sql.quote(virtual.name());
                Sql.run(handle, "INSERT INTO main." + name + " (" + name + ") VALUES ('rebuild')");
            }
        }
    }

    private static boolean isOver(Handle handle, String content, List<Table> tables) throws SQLException {
        return tables.stream().map(Table::name).map(TableName::name).anyMatch(name -> Names.same(name, content))
                || isView(handle, content);
    }

    private static boolean isView(Handle handle, String content) {
        return handle.createQuery(
                        "SELECT count(*) FROM main.sqlite_schema WHERE type = 'view' AND name = :name COLLATE NOCASE")
                .bind("name", content)
                .mapTo(Boolean.class)
                .one();
    }
}
