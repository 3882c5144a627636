package io.dbrestore.dialect.mysql.session;

import io.dbrestore.engine.RestoreOptions;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * A database that was reset: its dump from before, and the database after, whose schema has changed and which has seed
 * rows. To restore the dump takes every road of the merge, and everything that is held back or put right: references in a
 * circle and to their own table, rows that swap unique values, a column of another type, rows without a key, triggers.
 */
final class ResetDatabase {

    private static final List<String> TABLES = List.of("team", "member", "job", "note", "audit", "film", "film_text");

    private final SessionDatabase database;
    private final Path dump;

    private ResetDatabase(SessionDatabase database, Path dump) {
        this.database = database;
        this.dump = dump;
    }

    static ResetDatabase create(SessionDatabase database, Path folder, int rows) throws SQLException {
        ResetDatabase reset = new ResetDatabase(database, folder.resolve("dump"));
        database.run(
                "CREATE TABLE team (id integer PRIMARY KEY, name varchar(40), captain integer NOT NULL)",
                "CREATE TABLE member (id integer PRIMARY KEY, team integer NOT NULL, email varchar(40) UNIQUE,"
                        + " boss integer, FOREIGN KEY (team) REFERENCES team (id) ON DELETE CASCADE,"
                        + " FOREIGN KEY (boss) REFERENCES member (id) ON DELETE CASCADE)",
                "ALTER TABLE team ADD FOREIGN KEY (captain) REFERENCES member (id)",
                "CREATE TABLE job (id integer PRIMARY KEY AUTO_INCREMENT, title varchar(40), priority integer)",
                "CREATE TABLE note (text varchar(40), weight double)",
                "CREATE TABLE audit (id integer PRIMARY KEY AUTO_INCREMENT, what varchar(40))",
                "CREATE TABLE film (id integer PRIMARY KEY, title varchar(40), created datetime)",
                "CREATE TABLE film_text (id integer PRIMARY KEY, title varchar(40))");
        reset.fill(rows);
        database.dump(reset.dump);
        database.run(
                "ALTER TABLE job MODIFY priority varchar(20)",
                "CREATE TRIGGER made BEFORE INSERT ON film FOR EACH ROW SET NEW.created = NOW()",
                "CREATE TRIGGER described AFTER INSERT ON film FOR EACH ROW BEGIN"
                        + " INSERT INTO film_text VALUES (NEW.id, NEW.title); INSERT INTO audit (what) VALUES ('film'); END");
        reset.seed();
        return reset;
    }

    private void fill(int rows) throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SET SESSION foreign_key_checks = 0"));
        for (int i = 1; i <= rows; i++) {
            statements.add("INSERT INTO team VALUES (" + i + ", 'team " + i + "', " + i + ")");
            statements.add("INSERT INTO member VALUES (" + i + ", " + i + ", 'm" + i + "', " + (rows + 1 - i) + ")");
            statements.add("INSERT INTO job VALUES (" + i + ", 'job " + i + "', " + i * 7 + ")");
            statements.add("INSERT INTO note VALUES ('note " + i / 2 + "', " + i / 2 + ")");
            statements.add("INSERT INTO audit VALUES (" + i + ", 'then')");
            statements.add("INSERT INTO film VALUES (" + i + ", 'film " + i + "', '2006-02-14 22:04:36')");
            statements.add("INSERT INTO film_text VALUES (" + i + ", 'text " + i + "')");
        }
        database.run(statements.toArray(String[]::new));
    }

    /** Makes the rows what they are after the reset: with other values than the dump's, two of them swapping theirs. */
    void seed() throws SQLException {
        List<String> statements = new ArrayList<>(List.of("SET SESSION foreign_key_checks = 0"));
        TABLES.forEach(table -> statements.add("DELETE FROM " + table));
        statements.addAll(List.of(
                "INSERT INTO team VALUES (1, 'seeded', 1), (1000001, 'only seeded', 1000001)",
                "INSERT INTO member VALUES (1, 1, 'm2', NULL), (2, 1, 'm1', NULL), (1000001, 1000001, 'new', 1)",
                "INSERT INTO job VALUES (1, 'seeded', 'high')",
                "INSERT INTO note VALUES ('seeded', 1.5)",
                "INSERT INTO film VALUES (1, 'seeded', NULL)",
                "UPDATE film SET created = NULL", // a trigger has set it
                "DELETE FROM film_text",
                "DELETE FROM audit",
                "INSERT INTO audit VALUES (1000001, 'only seeded')"));
        database.run(statements.toArray(String[]::new));
    }

    SessionDatabase database() {
        return database;
    }

    Path dump() {
        return dump;
    }

    void restore(Connection connection) {
        SessionDatabase.restore(connection, dump, RestoreOptions.DEFAULT);
    }
}
