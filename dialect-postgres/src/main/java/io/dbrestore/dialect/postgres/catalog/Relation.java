package io.dbrestore.dialect.postgres.catalog;

import io.dbrestore.spi.TableName;

/**
 * What pg_class calls a relation and a user a table: a table, or what looks like one.
 *
 * @param oid its object id
 * @param name its name as it is stored
 * @param sql its name as it stands in a statement
 * @param kind pg_class.relkind
 * @param partitioned whether its rows lie in other tables, that are not listed
 * @param filled whether a materialized view has been filled
 * @param extension the extension it belongs to, or empty
 * @param configuration which of its rows are the user's, as a WHERE clause, if it belongs to an extension that lets users
 *     write into it; an empty clause means all of them
 * @param isConfiguration whether there is such a clause
 * @param access what keeps the current role from reading all its rows, or writing to it
 * @param estimatedRows about how many rows it has; negative if unknown
 */
record Relation(
        long oid,
        TableName name,
        String sql,
        char kind,
        boolean partitioned,
        boolean filled,
        String extension,
        boolean isConfiguration,
        String configuration,
        Access access,
        long estimatedRows) {

    /**
     * What the current role may do with it.
     *
     * @param schema whether it may use the schema
     * @param read whether it may read all columns that hold data
     * @param write whether it may insert and update
     * @param hidden whether row-level security may hide rows from it
     */
    record Access(boolean schema, boolean read, boolean write, boolean hidden) {

        boolean isComplete() {
            return schema && read && !hidden;
        }
    }

    boolean isTable() {
        return kind == 'r' || kind == 'p';
    }

    /** The rows of this relation and no other, as they are named in FROM. */
    String rows() {
        return partitioned || !isTable() ? sql : "ONLY " + sql;
    }
}
