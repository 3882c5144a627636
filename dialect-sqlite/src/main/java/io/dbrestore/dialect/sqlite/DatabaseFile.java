package io.dbrestore.dialect.sqlite;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;

/** The file behind a connection. */
final class DatabaseFile {

    private DatabaseFile() {}

    /** Its absolute path with links resolved, or {@code :memory:}. */
    static String of(Handle handle) throws SQLException {
        String file = Sql.text(handle, "SELECT file FROM pragma_database_list WHERE name = 'main'");
        if (file.isEmpty()) {
            return ":memory:";
        }
        try {
            return Path.of(file).toRealPath().toString();
        } catch (IOException e) {
            return file; // it was deleted behind the connection's back; its name still says which one it was
        }
    }
}
