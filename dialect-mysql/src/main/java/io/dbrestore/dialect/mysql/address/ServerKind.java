package io.dbrestore.dialect.mysql.address;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What answers: MySQL, MariaDB, or something else that speaks their protocol. The driver believes what it is told. */
public final class ServerKind {

    /** Names that other databases put into their version, or into the comment on it. */
    private static final List<String> IMITATIONS = List.of(
            "TiDB",
            "Vitess",
            "SingleStore",
            "MemSQL",
            "OceanBase",
            "Doris",
            "StarRocks",
            "ClickHouse",
            "Dolt",
            "PolarDB-X",
            "StoneDB",
            "Manticore",
            "Databend",
            "GreptimeDB",
            "MatrixOne");

    private static final Pattern RELEASE = Pattern.compile("(?:5\\.5\\.5-)?(\\d+)\\.(\\d+)\\..*", Pattern.DOTALL);

    private ServerKind() {}

    /**
     * Makes sure that db-restore knows this server.
     *
     * @throws SQLFeatureNotSupportedException if not; the message says why
     */
    public static void requireKnown(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION(), @@version_comment")) {
            row.next();
            Optional<String> refusal = refusal(row.getString(1), String.valueOf(row.getString(2)));
            if (refusal.isPresent()) {
                throw new SQLFeatureNotSupportedException(refusal.get());
            }
        }
    }

    /** Whether the connected server is MariaDB, as it says itself. */
    public static boolean isMariaDb(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT VERSION()")) {
            row.next();
            return row.getString(1).contains("MariaDB");
        }
    }

    /** Why db-restore does not work with a server that says this of itself; empty if it does. */
    static Optional<String> refusal(String version, String comment) {
        String both = (version + " " + comment).toLowerCase(Locale.ROOT);
        for (String name : IMITATIONS) {
            if (both.contains(name.toLowerCase(Locale.ROOT))) {
                return Optional.of("the server is " + name + ", which speaks MySQL's protocol and is another database:"
                        + " nobody has tried whether its transactions, types and temporary tables behave as MySQL's do;"
                        + " a plugin with a dialect for it could help");
            }
        }
        boolean mariaDb = version.contains("MariaDB");
        Matcher release = RELEASE.matcher(version);
        if (!release.matches()) {
            return Optional.of("the server speaks MySQL's protocol and calls itself \"" + version
                    + "\", which is no version of MySQL or MariaDB; a plugin with a dialect for it could help");
        }
        int number = 100 * Integer.parseInt(release.group(1)) + Integer.parseInt(release.group(2));
        String name = mariaDb ? "MariaDB" : "MySQL";
        String oldest = mariaDb ? "10.6" : "8.0";
        return number >= (mariaDb ? 1006 : 800)
                ? Optional.empty()
                : Optional.of("the server is " + name + " " + release.group(1) + "." + release.group(2)
                        + ", and db-restore works with " + oldest
                        + " and later: older ones lack what a restore is made of,"
                        + " such as window functions; use a newer server for development");
    }
}
