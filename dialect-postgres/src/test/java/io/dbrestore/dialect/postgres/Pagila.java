package io.dbrestore.dialect.postgres;

import io.dbrestore.testserver.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;
import org.postgresql.PGConnection;

/**
 * The sample database of PostgreSQL's community, as pg_dump wrote it: partitions, a materialized view, a cycle of NOT
 * NULL foreign keys, triggers, a domain whose name is not ASCII, full-text vectors, arrays and enums.
 */
final class Pagila {

    private Pagila() {}

    /** Creates everything and fills it; the connection's user will own it. */
    static void createWithRows(String url) throws SQLException, IOException {
        run(url, true);
    }

    /** Creates everything, as migrations without seeds would. */
    static void createEmpty(String url) throws SQLException, IOException {
        run(url, false);
    }

    private static void run(String url, boolean withRows) throws SQLException, IOException {
        try (Connection connection = PostgresServer.connect(url);
                Statement statement = connection.createStatement();
                BufferedReader script = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(Pagila.class.getResourceAsStream("pagila/pagila.sql.gz")),
                        StandardCharsets.UTF_8))) {
            StringBuilder sql = new StringBuilder();
            boolean quoted = false;
            for (String line = script.readLine(); line != null; line = script.readLine()) {
                if (sql.isEmpty() && (line.isBlank() || line.startsWith("--"))) {
                    continue;
                }
                sql.append(line).append('\n');
                quoted ^= line.split("\\$[_a-zA-Z]*\\$", -1).length % 2 == 0;
                if (!quoted && line.endsWith(";")) {
                    run(connection, statement, sql.toString(), script, withRows);
                    sql.setLength(0);
                }
            }
        }
    }

    private static void run(
            Connection connection, Statement statement, String sql, BufferedReader script, boolean withRows)
            throws SQLException, IOException {
        if (sql.startsWith("COPY ")) {
            String rows = rows(script);
            if (withRows) {
                connection.unwrap(PGConnection.class).getCopyAPI().copyIn(sql, new StringReader(rows));
            }
        } else if (withRows || !sql.contains("pg_catalog.setval(")) {
            if (!sql.contains(" OWNER TO ") && !sql.contains("SCHEMA public") && !sql.contains("EXTENSION ")) {
                statement.execute(sql);
            }
        }
    }

    private static String rows(BufferedReader script) throws IOException {
        StringBuilder rows = new StringBuilder();
        for (String line = script.readLine(); !"\\.".equals(line); line = script.readLine()) {
            rows.append(line).append('\n');
        }
        return rows.toString();
    }
}
