package io.dbrestore.testserver;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A server of MySQL's family for tests: an embedded MariaDB; or, if the system property {@code mysql.flavour} says
 * {@code mysql}, the server that the environment variable {@code DB_RESTORE_TEST_MYSQL_URL} offers, with a user who may
 * do everything. There, databases of our own are made and dropped, and nothing else is touched.
 */
public final class MySqlServer {

    /** Whether this JVM's tests run against MySQL, not MariaDB. */
    public static final boolean IS_MYSQL = "mysql".equals(System.getProperty("mysql.flavour"));

    private static @Nullable MySqlServer shared;

    private final @Nullable MariaDbServer embedded;
    private final String offered;
    private final List<String> databases = new ArrayList<>();

    private MySqlServer(@Nullable MariaDbServer embedded, String offered) {
        this.embedded = embedded;
        this.offered = offered;
    }

    /** The server that all tests of this JVM share. */
    public static synchronized MySqlServer shared() {
        MySqlServer server = shared;
        if (server == null) {
            server = IS_MYSQL ? new MySqlServer(null, offered()) : new MySqlServer(MariaDbServer.start(), "");
            Runtime.getRuntime().addShutdownHook(new Thread(server::end));
            shared = server;
        }
        return server;
    }

    private static String offered() {
        String url = System.getenv("DB_RESTORE_TEST_MYSQL_URL");
        if (url == null || !url.startsWith("jdbc:mysql://")) {
            throw new IllegalStateException("DB_RESTORE_TEST_MYSQL_URL must be the jdbc:mysql: URL of a server");
        }
        return url;
    }

    /** The JDBC URL of a new and empty database, for a user who may do everything. */
    public String newDatabase() throws SQLException {
        return newDatabase("CHARACTER SET utf8mb4");
    }

    /**
     * The JDBC URL of a new and empty database, for a user who may do everything.
     *
     * @param options what follows {@code CREATE DATABASE name}
     */
    public synchronized String newDatabase(String options) throws SQLException {
        String name = "dbrestore_" + ProcessHandle.current().pid() + "_" + databases.size();
        execute("CREATE DATABASE " + name + " " + options);
        databases.add(name);
        return url(name);
    }

    /** The JDBC URL of a database, for a user who may do everything. */
    public String url(String database) {
        return embedded == null
                ? offered.replaceFirst("^(jdbc:mysql://[^/?]+)/?[^?]*", "$1/" + database)
                : embedded.url(database, "root");
    }

    /** The name of the database in a URL of {@link #newDatabase}. */
    public static String nameOf(String url) {
        return url.replaceFirst("^jdbc:mysql://[^/]+/([^?]*).*", "$1");
    }

    /**
     * How to start a program of the server's own against it: {@code mysql} and what else begins so, from the PATH, or
     * those of MariaDB that came with it.
     *
     * @param kind what follows {@code mysql} in the program's name; {@code dump}, or nothing
     * @param url of a database of this server
     */
    public List<String> program(String kind, String url) {
        Matcher server = Pattern.compile("jdbc:mysql://([^:/?]+):(\\d+)/.*").matcher(url);
        if (!server.matches()) {
            throw new IllegalArgumentException(url);
        }
        String program = embedded == null ? "mysql" + kind : embedded.program(kind.isEmpty() ? "" : "-" + kind);
        return List.of(program, "--no-defaults", "-uroot", "-h" + server.group(1), "-P" + server.group(2));
    }

    /** The same URL for another user. */
    public static String as(String user, String password, String url) {
        return url.replaceFirst("\\?.*", "") + "?user=" + user + "&password=" + password;
    }

    /** Opens a connection, without asking {@code DriverManager}. */
    public static Connection connect(String url) throws SQLException {
        return ServerProcess.connect(url);
    }

    private void end() {
        if (embedded != null) {
            embedded.close();
            return;
        }
        for (String database : databases) {
            try {
                execute("DROP DATABASE IF EXISTS " + database);
            } catch (SQLException e) {
                throw new IllegalStateException("could not drop " + database, e);
            }
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = connect(url(""));
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
