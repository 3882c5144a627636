package io.dbrestore.dialect.mysql.session;

import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.tck.WatchedConnection;
import io.dbrestore.testserver.MySqlServer;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;

/** A process of its own that restores, and that dies at the statement it is told. */
final class RestoreChild {

    static final int KILLED = 137;

    private RestoreChild() {}

    /**
     * Starts one.
     *
     * @param statement the number of the statement to die at
     * @param executed whether that statement is executed before
     * @param log where its output goes
     */
    static Process start(String url, Path dump, int statement, boolean executed, Path log) throws IOException {
        return new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        RestoreChild.class.getName(),
                        url,
                        dump.toString(),
                        Integer.toString(statement),
                        Boolean.toString(executed)))
                .redirectErrorStream(true)
                .redirectOutput(new File(log.toString()))
                .start();
    }

    public static void main(String[] arguments) throws SQLException {
        int fatal = Integer.parseInt(arguments[2]);
        boolean executed = Boolean.parseBoolean(arguments[3]);
        WatchedConnection.Watcher death = new WatchedConnection.Watcher() {
            @Override
            public void before(int number, String what) {
                dieAt(number, !executed);
            }

            @Override
            public void after(int number, String what) {
                dieAt(number, executed);
            }

            private void dieAt(int number, boolean now) {
                if (now && number == fatal) {
                    Runtime.getRuntime().halt(KILLED);
                }
            }
        };
        try (Connection connection = MySqlServer.connect(arguments[0])) {
            SessionDatabase.restore(
                    WatchedConnection.of(connection, death), Path.of(arguments[1]), RestoreOptions.DEFAULT);
        }
    }
}
