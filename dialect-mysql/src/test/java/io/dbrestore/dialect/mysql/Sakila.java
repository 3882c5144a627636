package io.dbrestore.dialect.mysql;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.zip.GZIPInputStream;

/**
 * MySQL's sample database, as its script for every version makes it: a cycle of NOT NULL foreign keys, triggers that
 * fill a table and columns, geometries, enums, sets, years and pictures.
 */
final class Sakila {

    private Sakila() {}

    /** Creates everything and fills it. */
    static void createWithRows(Connection connection) throws SQLException, IOException {
        run(connection, true);
    }

    /** Creates everything, as migrations without seeds would. */
    static void createEmpty(Connection connection) throws SQLException, IOException {
        run(connection, false);
    }

    private static void run(Connection connection, boolean withRows) throws SQLException, IOException {
        try (Statement statement = connection.createStatement();
                BufferedReader script = new BufferedReader(new InputStreamReader(
                        new GZIPInputStream(requireNonNull(Sakila.class.getResourceAsStream("sakila/sakila.sql.gz"))),
                        StandardCharsets.UTF_8))) {
            statement.setEscapeProcessing(false);
            String delimiter = ";";
            StringBuilder sql = new StringBuilder();
            for (String line = script.readLine(); line != null; line = script.readLine()) {
                String text = line.strip();
                if (text.startsWith("DELIMITER ")) {
                    delimiter = text.substring(10).strip();
                } else if (!sql.isEmpty() || !(text.isEmpty() || text.startsWith("--"))) {
                    sql.append(line).append('\n');
                    if (text.endsWith(delimiter)) {
                        sql.setLength(sql.lastIndexOf(delimiter));
                        if (withRows || !sql.toString().stripLeading().startsWith("INSERT")) {
                            statement.execute(sql.toString());
                        }
                        sql.setLength(0);
                    }
                }
            }
        }
    }
}
