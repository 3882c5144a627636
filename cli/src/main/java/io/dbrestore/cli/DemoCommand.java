package io.dbrestore.cli;

import io.dbrestore.DbRestore;
import io.dbrestore.cli.ResultTable.Align;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows on a small SQLite database, made for this, what dump and restore do. It goes the way of every other database. */
@Command(name = "demo", description = "Show it all on a small database in a temporary folder.")
final class DemoCommand implements Callable<Integer> {

    private static final Pattern END_OF_STATEMENT = Pattern.compile(";\\R");

    private final CommandLineMain main;

    @Option(names = "--keep", description = "Leave the database and the dump there to look at.")
    private boolean keep;

    DemoCommand(CommandLineMain main) {
        this.main = main;
    }

    @Override
    public Integer call() throws IOException {
        TemporaryFolder folder = TemporaryFolder.create();
        try (Extensions extensions = main.extensions()) {
            show(folder.path(), extensions);
        } finally {
            if (!keep) {
                folder.close();
            }
        }
        return ExitCode.DONE.number();
    }

    private void show(Path folder, Extensions extensions) throws IOException {
        Screen screen = main.screen();
        Path file = folder.resolve("blog_dev.db");
        Path dumpFolder = folder.resolve("dump");

        screen.result("1. A development database, " + file + ", with rows that took a while to make:\n");
        create(file, "demo/before.sql", extensions);
        showUsers(file, "SELECT id, email, name, nickname FROM users", extensions);

        screen.result("\n2. db-restore dump\n");
        DumpReport dump = dump(file, dumpFolder, extensions);
        screen.result(DumpResult.table(dump));

        screen.result(
                "\n3. A migration resets the schema. It drops the column nickname and the table sessions, adds the"
                        + "\n   column role, which takes no NULL and has a default, and seeds rows of its own:\n");
        Files.delete(file);
        create(file, "demo/after.sql", extensions);
        showUsers(file, "SELECT id, email, name, role FROM users", extensions);

        screen.result("\n4. db-restore restore\n");
        RestoreReport restore = restore(file, dumpFolder, extensions);
        screen.result(RestoreResult.table(restore));
        restore.warnings().forEach(warning -> screen.result("warning: " + warning));

        screen.result(
                "\n5. The rows are back, in the new schema, and what the migration seeded is kept. Row 1 was in both:\n   the dump has won, but for the column that it does not know:\n");
        showUsers(file, "SELECT id, email, name, role FROM users", extensions);
        screen.result(
                keep
                        ? "\nLook at it: " + file + "\nand at its dump: " + dumpFolder
                        : "\nAll of this was in " + folder + ", which is removed now; --keep leaves it there.");
        screen.document(json -> {
            json.writeStartObject().writeObjectPropertyStart("dump");
            DumpResult.writeMembers(dump, json);
            json.writeEndObject().writeObjectPropertyStart("restore");
            RestoreResult.writeMembers(restore, json);
            json.writeEndObject()
                    .writeStringProperty("folder", folder.toString())
                    .writeBooleanProperty("kept", keep);
            json.writeEndObject();
        });
    }

    private static DumpReport dump(Path file, Path folder, Extensions extensions) {
        try (Database database = connect(file, extensions)) {
            return DbRestore.on(database).with(extensions).dump(folder, DumpOptions.DEFAULT);
        }
    }

    private static RestoreReport restore(Path file, Path folder, Extensions extensions) {
        try (Database database = connect(file, extensions)) {
            return DbRestore.on(database).with(extensions).restore(folder, RestoreOptions.DEFAULT);
        }
    }

    private static Database connect(Path file, Extensions extensions) {
        return Database.connect("sqlite:" + file, file.resolveSibling(""), new Properties(), extensions);
    }

    private static void create(Path file, String script, Extensions extensions) throws IOException {
        Files.createFile(file, OwnersAlone.file(file)); // an empty file is an empty SQLite database
        try (Database database = connect(file, extensions);
                Statement statement = database.handle().getConnection().createStatement()) {
            for (String sql : END_OF_STATEMENT.splitAsStream(text(script)).toList()) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            throw new IllegalStateException("the demo's own script " + script + " does not work", e);
        }
    }

    private static String text(String resource) throws IOException {
        try (InputStream script = DemoCommand.class.getResourceAsStream(resource)) {
            if (script == null) {
                throw new IOException(resource + " is missing in the program's jar");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }

    private void showUsers(Path file, String query, Extensions extensions) {
        try (Database database = connect(file, extensions);
                Statement statement = database.handle().getConnection().createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            main.screen().result(table(rows));
        } catch (SQLException e) {
            throw new IllegalStateException("the demo cannot read its own database", e);
        }
    }

    private static ResultTable table(ResultSet rows) throws SQLException {
        ResultTable table = new ResultTable();
        int columns = rows.getMetaData().getColumnCount();
        for (int column = 1; column <= columns; column++) {
            table.column(rows.getMetaData().getColumnName(column), column == 1 ? Align.RIGHT : Align.LEFT);
        }
        while (rows.next()) {
            List<String> cells = new ArrayList<>();
            for (int column = 1; column <= columns; column++) {
                @Nullable String cell = rows.getString(column);
                cells.add(cell == null ? "NULL" : cell);
            }
            table.row(cells);
        }
        return table;
    }
}
