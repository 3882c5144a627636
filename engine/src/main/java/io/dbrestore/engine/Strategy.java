package io.dbrestore.engine;

/** Which side wins where the dump and the database both have a row. */
public enum Strategy {
    /** The dump's values win; rows that only the database has are kept. */
    UPSERT,
    /** Rows that exist stay as they are; only missing ones are inserted. */
    SKIP,
    /** The table becomes what the dump holds; rows that only the database has go. */
    REPLACE
}
