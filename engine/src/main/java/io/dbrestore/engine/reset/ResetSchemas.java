package io.dbrestore.engine.reset;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The schemas that a migration tool is about to reset, as a dump knows them. */
public final class ResetSchemas {

    private ResetSchemas() {}

    /**
     * Translates a tool's words. Tools call a database of MySQL a schema, too; a dump holds one such database, and none
     * where there are no schemas at all.
     *
     * @param named what the tool will reset; empty for all that there is
     * @return what to select from the database; empty for all that there is
     * @throws DbRestoreException if a dump of this connection's database does not cover them
     */
    public static List<String> of(Database database, Collection<String> named) {
        Connection connection = database.handle().getConnection();
        try {
            if (connection.getMetaData().supportsSchemasInTableDefinitions()) {
                return named.stream().distinct().toList();
            }
            @Nullable String connected = connection.getCatalog();
            List<String> others = named.stream()
                    .filter(name -> connected != null && !name.equalsIgnoreCase(connected))
                    .toList();
            if (!others.isEmpty()) {
                throw new DbRestoreException(
                        Failure.REFUSED,
                        "the reset covers " + String.join(", ", others) + " too, and a dump holds the database "
                                + connected + " only; nothing was dumped, and nothing may be reset",
                        "reset them one by one, each over a connection of its own");
            }
            return List.of();
        } catch (SQLException e) {
            throw new DbRestoreException(
                    Failure.UNEXPECTED, "cannot tell which schemas the reset covers: " + e.getMessage(), "", e);
        }
    }
}
