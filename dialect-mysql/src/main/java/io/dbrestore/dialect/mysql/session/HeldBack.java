package io.dbrestore.dialect.mysql.session;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.Work;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Foreign keys, and what they do on deletes and updates, held back in this session. Triggers cannot be. */
public final class HeldBack {

    private static final Setting FOREIGN_KEYS = new Setting("foreign_key_checks", "0", true);

    private HeldBack() {}

    /** See {@link io.dbrestore.spi.Dialect#holdBack}. */
    public static void during(Handle handle, List<Table> tables, Work merging) throws SQLException {
        Connection connection = handle.getConnection();
        DriverAccess driver = DriverAccess.to(connection);
        for (Table table : tables) {
            driver.requireCarried(table);
        }
        Endings endings = new Endings();
        Setting before = Settings.current(connection, FOREIGN_KEYS);
        Sql.run(connection, "SET " + FOREIGN_KEYS.assignment());
        endings.add(() -> Sql.run(connection, "SET " + before.assignment()));
        try {
            merging.run();
        } catch (SQLException | RuntimeException | Error e) {
            endings.closeAfter(e);
            throw e;
        }
        endings.close();
    }
}
