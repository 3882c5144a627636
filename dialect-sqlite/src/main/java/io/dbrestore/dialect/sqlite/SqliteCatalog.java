package io.dbrestore.dialect.sqlite;

import io.dbrestore.spi.Catalog;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.LeftOut;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;

/** What the main database of a connection holds; attached and temporary ones do not count. */
final class SqliteCatalog {

    private final Handle handle;
    private final SqlSpelling sql;
    private final List<Table> tables = new ArrayList<>();
    private final List<LeftOut> leftOut = new ArrayList<>();

    SqliteCatalog(Handle handle, SqlSpelling sql) {
        this.handle = handle;
        this.sql = sql;
    }

    Catalog read() throws SQLException {
        Map<String, VirtualTable> virtual = new LinkedHashMap<>();
        VirtualTable.all(handle).forEach(table -> virtual.put(table.name(), table));
        List<TableDefinition> definitions = TableDefinition.all(handle);
        Strangers strangers = new Strangers(definitions, virtual.values());
        for (TableDefinition definition : definitions) {
            TableName name = new TableName("", definition.name());
            String reason = strangers.reason(definition.name());
            VirtualTable virtualTable = virtual.get(definition.name());
            if (!reason.isEmpty()) {
                leftOut.add(new LeftOut(name, reason));
            } else if (virtualTable == null) {
                tables.add(table(name, definition));
            } else if (virtualTable.kind() == VirtualTable.Kind.ROWS) {
                tables.add(virtual(name, virtualTable));
            } else {
                leftOut.add(new LeftOut(name, virtualTable.reason()));
            }
        }
        views().forEach(view -> leftOut.add(new LeftOut(new TableName("", view), "a view")));
        List<Table> referring = new ForeignKeys(handle, tables).ofAll();
        return new Catalog(DatabaseFile.of(handle), "", referring, leftOut, new Counters(handle, sql).read(referring));
    }

    private List<String> views() {
        return handle.createQuery("SELECT name FROM main.sqlite_schema WHERE type = 'view' ORDER BY name")
                .mapTo(String.class)
                .list();
    }

    private Table table(TableName name, TableDefinition definition) throws SQLException {
        Keys keys = new Keys(handle, sql, definition);
        List<Column> columns = definition.columns().stream()
                .map(column -> column.described(definition, keys))
                .toList();
        return new Table(name, columns, keys.primaryKey(), keys.uniqueKeys(), List.of());
    }

    /** A virtual table that holds rows: by its row number, which is the first column of an R-tree. */
    private Table virtual(TableName name, VirtualTable virtual) {
        List<Column> columns = new ArrayList<>();
        if (!virtual.rowNumber().isEmpty()) {
            columns.add(rowNumber(virtual.rowNumber()));
        }
        for (TableDefinition.ColumnDefinition column : TableDefinition.columns(handle, virtual.name())) {
            columns.add(
                    columns.isEmpty()
                            ? rowNumber(column.name())
                            : new Column(
                                    column.name(),
                                    Affinity.of(column.type()).jdbcType(),
                                    column.type(),
                                    true,
                                    false,
                                    Column.Origin.GIVEN));
        }
        return new Table(name, columns, List.of(columns.get(0).name()), List.of(), List.of());
    }

    private static Column rowNumber(String name) {
        return new Column(name, Affinity.INTEGER.jdbcType(), "INTEGER", false, true, Column.Origin.IDENTITY);
    }
}
