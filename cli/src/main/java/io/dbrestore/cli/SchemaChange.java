package io.dbrestore.cli;

import javax.sql.DataSource;

/** What changes the schema between a dump and a restore. */
interface SchemaChange {

    /** What it is called in messages. */
    String shown();

    /**
     * Changes the schema, and returns once that is ready for rows.
     *
     * @param database opens connections to the database, if any are needed
     */
    void run(DataSource database) throws SchemaChangeException;
}
