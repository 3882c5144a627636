package io.dbrestore.benchmark;

import io.dbrestore.DbRestore;
import io.dbrestore.dialect.mysql.MySqlDialect;
import io.dbrestore.dialect.postgres.PostgresDialect;
import io.dbrestore.dialect.sqlite.SqliteDialect;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;

/** Dumps or restores a database through the library, as a process of its own that can be measured. */
final class MoveRows {

    private static final RestoreOptions INTO_ANOTHER = RestoreOptions.DEFAULT.withIntoOther(true);

    private MoveRows() {}

    /**
     * Moves the rows of one database.
     *
     * @param arguments {@code dump} or {@code restore}, the database's URL, the dump's folder
     */
    public static void main(String[] arguments) {
        Path folder = Path.of(arguments[2]);
        try (Extensions extensions = Extensions.of(
                        List.of(new MySqlDialect(), new PostgresDialect(), new SqliteDialect()), List.of(), List.of());
                Database database = Database.connect(arguments[1], Path.of(""), new Properties(), extensions)) {
            DbRestore library = DbRestore.on(database);
            if (arguments[0].equals("dump")) {
                library.dump(folder, DumpOptions.DEFAULT);
            } else {
                library.restore(folder, INTO_ANOTHER);
            }
        }
    }

    /** The command for it, with the options of the JVM that the program has, and those of DB_RESTORE_OPTS, as there. */
    static Command command(String verb, String url, Path folder) {
        List<String> words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-Xmn16m",
                "-XX:TieredStopAtLevel=1",
                "-XX:-UsePerfData",
                "-Xshare:auto"));
        String more = System.getenv("DB_RESTORE_OPTS");
        if (more != null && !more.isBlank()) {
            words.addAll(List.of(more.strip().split("\\s+", -1)));
        }
        words.addAll(List.of(
                "-cp", System.getProperty("java.class.path"), MoveRows.class.getName(), verb, url, folder.toString()));
        return Command.of(words);
    }
}
