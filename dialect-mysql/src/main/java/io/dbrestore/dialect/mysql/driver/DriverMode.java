package io.dbrestore.dialect.mysql.driver;

/** What a driver has been made to believe for a while. */
@FunctionalInterface
public interface DriverMode {

    void putBack();
}
