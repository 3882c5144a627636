package io.dbrestore.tck;

import io.dbrestore.spi.Dialect;
import java.lang.reflect.Proxy;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;

/** What drivers call the databases that they connect to. */
final class Products {

    static final List<String> OTHERS = List.of(
            "Apache Derby",
            "DB2/LINUXX8664",
            "DuckDB",
            "Firebird 5.0",
            "H2",
            "HSQL Database Engine",
            "MariaDB",
            "Microsoft SQL Server",
            "MySQL",
            "Oracle",
            "PostgreSQL",
            "SQLite");

    private Products() {}

    /** Whether {@code dialect} accepts a database that says no more of itself than this name. */
    static boolean accepts(Dialect dialect, String product) {
        DatabaseMetaData metaData = (DatabaseMetaData) Proxy.newProxyInstance(
                Products.class.getClassLoader(),
                new Class<?>[] {DatabaseMetaData.class},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getDatabaseProductName" -> product;
                    case "getDatabaseProductVersion" -> "9.0.1";
                    case "getDatabaseMajorVersion" -> 9;
                    case "getDatabaseMinorVersion" -> 0;
                    case "getDriverName" -> product + " driver";
                    case "getURL" -> "jdbc:other:database";
                    default -> throw new SQLFeatureNotSupportedException(method.getName());
                });
        try {
            return dialect.accepts(metaData);
        } catch (SQLException e) { // asked the server, which is not there
            return false;
        }
    }
}
