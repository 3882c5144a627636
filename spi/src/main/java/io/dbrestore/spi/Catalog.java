package io.dbrestore.spi;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a database holds.
 *
 * @param database which database this is, for people to recognise and for a dump to be recognised by: its name and
 *     host, or its file; never a password
 * @param defaultSchema the schema whose name messages and file names leave out; empty for a database without schemas
 * @param tables the tables that hold user data, in any order: no views, no system tables, no temporary ones
 * @param leftOut what looks like a table of the user's and is not among {@code tables}
 * @param sequences all counters and where they stand
 * @param estimatedRows about how many rows a table has, for those of which the database knows without counting
 * @param warnings what a user should know of this database before relying on a dump of it, whole sentences
 * @param obstacles why some of {@code tables} cannot be dumped whole, such as a right that is missing: words to stand
 *     behind the table's name and a colon, with what to do. A dump that wants such a table ends before it reads any row
 */
public record Catalog(
        String database,
        String defaultSchema,
        List<Table> tables,
        List<LeftOut> leftOut,
        List<Sequence> sequences,
        Map<TableName, Long> estimatedRows,
        List<String> warnings,
        Map<TableName, String> obstacles) {

    public Catalog {
        tables = List.copyOf(tables);
        leftOut = List.copyOf(leftOut);
        sequences = List.copyOf(sequences);
        estimatedRows = Map.copyOf(estimatedRows);
        warnings = List.copyOf(warnings);
        obstacles = Map.copyOf(obstacles);
    }

    /** Of a database that tells no more than this. */
    public Catalog(
            String database,
            String defaultSchema,
            List<Table> tables,
            List<LeftOut> leftOut,
            List<Sequence> sequences) {
        this(database, defaultSchema, tables, leftOut, sequences, Map.of(), List.of(), Map.of());
    }

    /** A table's name as people say it: without the schema if that is the default one. */
    public TableName shown(TableName name) {
        return name.without(defaultSchema);
    }

    public Optional<Table> table(TableName name) {
        return tables.stream().filter(table -> table.name().equals(name)).findFirst();
    }
}
