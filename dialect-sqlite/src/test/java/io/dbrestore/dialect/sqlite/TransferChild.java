package io.dbrestore.dialect.sqlite;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.connect.Database;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;

/** A process of its own, with little memory, that dumps or restores a file. */
final class TransferChild {

    private TransferChild() {}

    /** Runs one to its end; what it has to say, if anything, is the result. */
    static String run(String heap, String verb, Path database, Path dump) throws IOException, InterruptedException {
        File log = new File(database + ".log");
        int status = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx" + heap,
                        "-XX:+UseSerialGC",
                        "-XX:+ExitOnOutOfMemoryError",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        TransferChild.class.getName(),
                        verb,
                        database.toString(),
                        dump.toString()))
                .redirectErrorStream(true)
                .redirectOutput(log)
                .start()
                .waitFor();
        return status == 0 ? "" : verb + " ended with " + status + ": " + Files.readString(log.toPath());
    }

    public static void main(String[] arguments) throws SQLException {
        Path file = Path.of(arguments[1]);
        Path dump = Path.of(arguments[2]);
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Database database = Database.on(connection, ResetDatabase.extensions())) {
            if (arguments[0].equals("dump")) {
                DbRestore.on(database).dump(dump, DumpOptions.DEFAULT);
            } else {
                ResetDatabase.restore(connection, dump);
            }
        }
    }
}
