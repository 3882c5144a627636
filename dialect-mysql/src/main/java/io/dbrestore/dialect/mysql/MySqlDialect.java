package io.dbrestore.dialect.mysql;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.jdbc.JdbcDialect;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import org.pf4j.Extension;

/**
 * MySQL 8.0 and later, and MariaDB 10.6 and later, through MySQL's driver. What MySQL calls a database is a schema to
 * others; here the connected one is all there is, and its tables are named without it.
 */
@Extension(ordinal = 100)
public final class MySqlDialect extends JdbcDialect {

    private static final SqlSpelling SQL = new MySqlSql();

    public MySqlDialect() {
        super("mysql", "MySQL");
    }

    @Override
    public boolean accepts(DatabaseMetaData database) throws SQLException {
        return database.getDatabaseProductName().equals("MySQL")
                || database.getDatabaseProductName().equals("MariaDB");
    }

    @Override
    public SqlSpelling sql() {
        return SQL;
    }

    @Override
    public boolean holdsForeignKeysBack() {
        return true;
    }
}
