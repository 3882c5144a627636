package io.dbrestore.dialect.sqlite;

import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.dump.Dumper;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.restore.Restorer;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Session;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.jdbi.v3.core.Handle;

/** Dumps and restores as the engine's facade does, each in a connection of its own. */
final class Cycle {

    private static final SqliteDialect DIALECT = new SqliteDialect();

    private Cycle() {}

    static DumpReport dump(Path file, Path folder) throws SQLException {
        try (Handle handle = TestFile.asUser(file)) {
            Session session = DIALECT.begin(handle, Purpose.DUMP);
            try {
                return new Dumper(DIALECT, Codecs.none(), List.of(), Progress.NONE)
                        .dump(List.of(handle), folder, DumpOptions.DEFAULT.withReplaceExisting(true));
            } finally {
                handle.getConnection().rollback();
                session.close();
            }
        }
    }

    static RestoreReport restore(Path file, Path folder) throws SQLException {
        return restore(file, folder, RestoreOptions.DEFAULT);
    }

    static RestoreReport restore(Path file, Path folder, RestoreOptions options) throws SQLException {
        try (Handle handle = TestFile.asUser(file)) {
            return restore(handle, folder, options);
        }
    }

    static RestoreReport restore(Handle handle, Path folder, RestoreOptions options) throws SQLException {
        Session session = DIALECT.begin(handle, Purpose.RESTORE);
        try {
            RestoreReport report = new Restorer(DIALECT, Codecs.none(), List.of(), Progress.NONE)
                    .restore(handle, Dump.open(folder, Progress.NONE), options);
            handle.getConnection().commit();
            return report;
        } catch (SQLException | RuntimeException e) {
            handle.getConnection().rollback();
            throw e;
        } finally {
            session.close();
        }
    }
}
