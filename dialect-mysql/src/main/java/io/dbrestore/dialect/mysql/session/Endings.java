package io.dbrestore.dialect.mysql.session;

import io.dbrestore.spi.Session;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;

/** What is to be undone at the end of a session, the last first, and each even if another fails. */
final class Endings implements Session {

    private final Deque<Step> steps = new ArrayDeque<>();

    void add(Step step) {
        steps.push(step);
    }

    @Override
    public void close() throws SQLException {
        SQLException failure = null;
        while (!steps.isEmpty()) {
            try {
                steps.pop().run();
            } catch (SQLException e) {
                if (failure == null) {
                    failure = e;
                } else {
                    failure.addSuppressed(e);
                }
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    /** Undoes what has been done, because of {@code cause}. */
    void closeAfter(Throwable cause) {
        try {
            close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Something to undo. */
    @FunctionalInterface
    interface Step {
        void run() throws SQLException;
    }
}
