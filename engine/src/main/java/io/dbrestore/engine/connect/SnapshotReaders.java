package io.dbrestore.engine.connect;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.spi.Session;
import io.dbrestore.spi.SharedSnapshot;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection in a transaction for a dump, and others that see the very same moment. */
public final class SnapshotReaders implements AutoCloseable {

    private static final Logger LOGGER = LoggerFactory.getLogger(SnapshotReaders.class);

    private final List<Handle> handles = new ArrayList<>();
    private final List<Follower> followers = new ArrayList<>();

    private SnapshotReaders(Handle first) {
        handles.add(first);
    }

    /**
     * Opens the others, as many as wanted, or as few as the database can do: a dump over one connection is as good, only
     * slower.
     *
     * @param first in a transaction that was begun for a dump
     * @param wanted how many connections there are to be in all
     */
    public static SnapshotReaders open(Database database, Handle first, int wanted) throws SQLException {
        SnapshotReaders readers = new SnapshotReaders(first);
        if (wanted < 2 || !database.canOpenAnother()) {
            return readers;
        }
        Optional<SharedSnapshot> shared = database.dialect().shareSnapshot(first);
        if (shared.isEmpty()) {
            return readers;
        }
        try (SharedSnapshot snapshot = shared.get()) {
            for (int i = 1; i < wanted; i++) {
                readers.follow(database.another(), snapshot);
            }
        } catch (SQLException | DbRestoreException e) {
            LOGGER.info("Reading over {} of {} connections: {}", readers.handles.size(), wanted, e.getMessage());
        }
        return readers;
    }

    public List<Handle> handles() {
        return handles;
    }

    private void follow(Database database, SharedSnapshot snapshot) throws SQLException {
        try {
            Session session = snapshot.begin(database.handle());
            followers.add(new Follower(database, session));
            handles.add(database.handle());
        } catch (SQLException e) {
            database.close();
            throw e;
        }
    }

    @Override
    public void close() throws SQLException {
        SQLException failure = null;
        for (Follower follower : followers) {
            try (Database database = follower.database()) {
                database.handle().getConnection().rollback();
                follower.session().close();
            } catch (SQLException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** One of the other connections. */
    private record Follower(Database database, Session session) {}
}
