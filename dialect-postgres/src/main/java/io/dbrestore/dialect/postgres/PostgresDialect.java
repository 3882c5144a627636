package io.dbrestore.dialect.postgres;

import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.jdbc.JdbcDialect;
import org.pf4j.Extension;

/** PostgreSQL 14 and later. */
@Extension(ordinal = 100)
public final class PostgresDialect extends JdbcDialect {

    private static final SqlSpelling SQL = new PostgresSql();

    public PostgresDialect() {
        super("postgres", "PostgreSQL");
    }

    @Override
    public SqlSpelling sql() {
        return SQL;
    }
}
