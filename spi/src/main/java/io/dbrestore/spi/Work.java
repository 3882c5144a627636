package io.dbrestore.spi;

import java.sql.SQLException;

/** Something to be done once, inside a scope that a dialect sets up and takes down. */
@FunctionalInterface
public interface Work {
    void run() throws SQLException;
}
