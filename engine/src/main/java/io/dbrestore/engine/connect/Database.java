package io.dbrestore.engine.connect;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.engine.extension.Plugin;
import io.dbrestore.spi.Address;
import io.dbrestore.spi.Dialect;
import java.net.URLEncoder;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.Driver;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Handles;
import org.jdbi.v3.core.Jdbi;

/**
 * A connection and the dialect that is spoken over it. Closing it closes the connection, unless that was lent.
 *
 * <p>No message that comes from here holds a password, whatever a URL or a driver says.
 */
public final class Database implements AutoCloseable {

    private static final String USUAL_ADVICE =
            "Check that the server runs and that the host, the name of the database, the user and the password are right.";
    private static final Address NOWHERE = new Address("", new Properties(), List.of());

    /** A URL whose parameters stand behind a question mark, as far as is known. */
    private static final Pattern SERVER = Pattern.compile("^jdbc:[a-z0-9]+://");

    /** What MySQL and MariaDB say behind the name of a user; elsewhere it belongs to the name. */
    private static final Pattern HOST_OF_USER = Pattern.compile("@[^@]*$");

    private static final Pattern TELLS_HOST_OF_USER = Pattern.compile("^jdbc:(?:mysql|mariadb):");

    private static final Pattern LOOPBACK = Pattern.compile("//(?:127\\.0\\.0\\.1|\\[::1\\])(?=[:/])");

    private final Handle handle;
    private final Dialect dialect;
    private final boolean lent;
    private final List<String> notes;
    private final Optional<Supplier<Connection>> opening;

    private Database(
            Connection connection,
            Dialect dialect,
            boolean lent,
            List<String> notes,
            Optional<Supplier<Connection>> opening) {
        Jdbi jdbi = Jdbi.create(new Once(connection, lent));
        jdbi.getConfig(Handles.class).setForceEndTransactions(false); // it would complain over the reason of a failure
        this.handle = jdbi.open();
        this.dialect = dialect;
        this.lent = lent;
        this.notes = notes;
        this.opening = opening;
    }

    /**
     * Connects to what a user calls {@code url}.
     *
     * @param folder what relative paths in the URL are relative to
     * @param login {@code user} and {@code password} where the URL has none, or instead of the URL's; may be empty
     * @throws DbRestoreException of {@link Failure#CONNECTION} if no dialect is for the URL, no driver takes it, or
     *     nobody answers
     */
    public static Database connect(String url, Path folder, Properties login, Extensions extensions) {
        List<String> failures = new ArrayList<>();
        List<Way> ways = ways(url, folder, extensions.dialects(), failures);
        boolean known = !ways.isEmpty();
        if (url.toLowerCase(Locale.ROOT).startsWith("jdbc:")) { // a dialect need not know its own URLs
            ways.add(new Way(new Address(url, new Properties(), List.of()), Optional.empty()));
        }
        for (Way way : ways) {
            Address address = way.address();
            Properties properties = new Properties();
            properties.putAll(address.properties());
            properties.putAll(login);
            Way complete = new Way(new Address(address.jdbcUrl(), properties, address.notes()), way.dialect());
            Optional<Driver> driver = Drivers.forUrl(address.jdbcUrl(), loaders(way, extensions), failures);
            if (driver.isPresent()) {
                Supplier<Connection> opening = () -> open(driver.get(), complete, url);
                return opened(opening.get(), false, complete.address(), extensions, Optional.of(opening));
            }
        }
        throw known
                ? noDriver(url, ways.get(0).address(), failures)
                : noDialect("no dialect for " + ShownUrl.of(url), extensions, failures);
    }

    /** The dialect's own comes first: it has the driver, and those of other databases need not be loaded. */
    private static List<ClassLoader> loaders(Way way, Extensions extensions) {
        return Stream.concat(
                        way.dialect().map(Object::getClass).map(Class::getClassLoader).stream(),
                        extensions.loaders().stream())
                .distinct()
                .toList();
    }

    /** Whether a password for {@code url} is known: from itself, or from what the database's own programs read too. */
    public static boolean isPasswordKnown(String url, Path folder, Extensions extensions) {
        return ways(url, folder, extensions.dialects(), new ArrayList<>()).stream()
                .anyMatch(way -> way.address().properties().containsKey("password"));
    }

    /** Takes a connection from a pool, and gives it back when closed. */
    public static Database from(DataSource dataSource, Extensions extensions) {
        try {
            return opened(dataSource.getConnection(), false, NOWHERE, extensions, Optional.empty());
        } catch (SQLException e) {
            throw refused("the data source", NOWHERE, e, USUAL_ADVICE);
        }
    }

    /** Works on a connection that stays open, and in its transaction, when this is closed. */
    public static Database on(Connection connection, Extensions extensions) {
        return opened(connection, true, NOWHERE, extensions, Optional.empty());
    }

    /**
     * Whether there is a reason for {@link #on} other than that no dialect is for the database; true, too, where that
     * cannot be told, since a dialect fails.
     *
     * @throws DbRestoreException of {@link Failure#CONNECTION} if the connection cannot be asked
     */
    public static boolean mayBeKnown(Connection connection, Extensions extensions) {
        List<String> failures = new ArrayList<>();
        try {
            return accepting(connection.getMetaData(), extensions, failures, new ArrayList<>())
                            .isPresent()
                    || !failures.isEmpty();
        } catch (SQLException e) {
            throw refused("the database", NOWHERE, e, USUAL_ADVICE);
        }
    }

    public Handle handle() {
        return handle;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** Whether {@link #another} is possible: not from a pool, which may be small, nor from a connection that was lent. */
    boolean canOpenAnother() {
        return opening.isPresent();
    }

    /**
     * Another connection to the same database.
     *
     * @throws DbRestoreException of {@link Failure#CONNECTION} if the database takes no more
     */
    Database another() {
        return new Database(opening.orElseThrow().get(), dialect, false, notes, opening);
    }

    /**
     * Opens connections of their own to the same database, also after this is closed.
     *
     * @throws IllegalStateException if this was not connected to by a URL
     */
    public DataSource dataSource() {
        return new OpeningDataSource(
                opening.orElseThrow(() -> new IllegalStateException("this database was not connected to by a URL")));
    }

    /** Whether somebody else opened the connection and will close it, and may have begun a transaction. */
    public boolean isLent() {
        return lent;
    }

    /** Where the connection leads, as its driver says; empty if it does not. It may hold a password: not to be shown. */
    public String jdbcUrl() {
        try {
            String url = handle.getConnection().getMetaData().getURL();
            return url == null ? "" : url;
        } catch (SQLException e) {
            return "";
        }
    }

    /**
     * Where the connection leads, to be typed by people: without password, and without parameters but for the user where
     * it leads to a server.
     */
    public String typedUrl() {
        String shown = ShownUrl.of(jdbcUrl());
        try {
            String user = handle.getConnection().getMetaData().getUserName();
            if (user == null || user.isEmpty() || !SERVER.matcher(shown).find()) {
                return shown;
            }
            String name = TELLS_HOST_OF_USER.matcher(shown).find()
                    ? HOST_OF_USER.matcher(user).replaceFirst("")
                    : user;
            return shown + "?user=" + URLEncoder.encode(name, UTF_8);
        } catch (SQLException e) {
            return shown;
        }
    }

    /**
     * Which database this is, the same for every connection to it and from whatever folder: where it leads, with the
     * database's name if the URL does not have it.
     */
    public String place() {
        String url = jdbcUrl();
        try {
            Optional<Address> address = dialect.address(url, Path.of(""));
            String catalog = handle.getConnection().getCatalog();
            String place = ShownUrl.of(address.map(Address::jdbcUrl).orElse(url));
            return catalog == null || place.endsWith("/" + catalog) ? place : place + "/" + catalog;
        } catch (SQLException e) {
            return ShownUrl.of(url);
        }
    }

    /**
     * Whether {@code url}, as a user writes it, leads to this very database, too. Where that cannot be told it is false.
     *
     * @param folder what relative paths in the URL are relative to
     */
    public boolean isAt(String url, Path folder) {
        try {
            String there = ShownUrl.of(
                    dialect.address(url, folder).map(Address::jdbcUrl).orElse(url));
            return onThisMachine(there).equals(onThisMachine(place()));
        } catch (SQLException e) {
            return false;
        }
    }

    private static String onThisMachine(String place) {
        return LOOPBACK.matcher(place).replaceFirst("//localhost");
    }

    /** What of the URL was not understood and is ignored, a sentence each. */
    public List<String> notes() {
        return notes;
    }

    @Override
    public void close() {
        handle.close();
    }

    private static List<Way> ways(String url, Path folder, List<Dialect> dialects, List<String> failures) {
        List<Way> ways = new ArrayList<>();
        for (Dialect dialect : dialects) {
            try {
                dialect.address(url, folder).ifPresent(address -> ways.add(new Way(address, Optional.of(dialect))));
            } catch (SQLException e) {
                String reason = ShownUrl.scrub(e.getMessage(), url, new Properties());
                throw new DbRestoreException(
                        Failure.CONNECTION, "cannot connect to " + ShownUrl.of(url) + ": " + reason, "");
            } catch (RuntimeException | LinkageError e) { // one bad plugin must not stop the others
                failures.add(failed(dialect, e));
            }
        }
        return ways;
    }

    private static Connection open(Driver driver, Way way, String url) {
        Address address = way.address();
        try {
            Connection connection = driver.connect(address.jdbcUrl(), address.properties());
            if (connection == null) {
                throw new SQLException("the driver does not take the URL after all");
            }
            return connection;
        } catch (SQLException e) {
            throw refused(ShownUrl.of(url), address, e, way.advice(e));
        }
    }

    private static Database opened(
            Connection connection,
            boolean lent,
            Address address,
            Extensions extensions,
            Optional<Supplier<Connection>> opening) {
        try {
            Dialect dialect = dialect(connection.getMetaData(), extensions);
            return new Database(connection, dialect, lent, address.notes(), opening);
        } catch (SQLException e) {
            closeAfter(connection, lent, e);
            throw refused(ShownUrl.of(address.jdbcUrl()), address, e, USUAL_ADVICE);
        } catch (RuntimeException e) {
            closeAfter(connection, lent, e);
            throw e;
        }
    }

    private static void closeAfter(Connection connection, boolean lent, Exception reason) {
        if (lent) {
            return;
        }
        try {
            connection.close();
        } catch (SQLException e) {
            reason.addSuppressed(e);
        }
    }

    private static Dialect dialect(DatabaseMetaData metaData, Extensions extensions) throws SQLException {
        List<String> failures = new ArrayList<>();
        List<String> refusals = new ArrayList<>();
        Optional<Dialect> accepting = accepting(metaData, extensions, failures, refusals);
        if (accepting.isPresent()) {
            return accepting.get();
        }
        if (!refusals.isEmpty()) {
            throw new DbRestoreException(
                    Failure.CONNECTION,
                    "connected, but " + String.join("; ", refusals) + ". Nothing was read or written.",
                    "");
        }
        String server = metaData.getDatabaseProductName() + " " + metaData.getDatabaseProductVersion();
        throw noDialect("connected, but no dialect is for " + server, extensions, failures);
    }

    /**
     * The first dialect that takes it.
     *
     * @param failures gets a sentence for each that fails
     * @param refusals gets what those say that know the database and do not serve it
     */
    private static Optional<Dialect> accepting(
            DatabaseMetaData metaData, Extensions extensions, List<String> failures, List<String> refusals) {
        for (Dialect dialect : extensions.dialects()) {
            try {
                if (dialect.accepts(metaData)) {
                    return Optional.of(dialect);
                }
            } catch (SQLFeatureNotSupportedException e) {
                refusals.add(ShownUrl.scrub(e.getMessage(), "", new Properties()));
            } catch (SQLException | RuntimeException | LinkageError e) { // one bad plugin must not stop the others
                failures.add(failed(dialect, e));
            }
        }
        return Optional.empty();
    }

    private static String failed(Dialect dialect, Throwable e) {
        return "Dialect " + dialect.getClass().getName() + " failed: "
                + ShownUrl.scrub(e.toString(), "", new Properties()) + ".";
    }

    private static DbRestoreException noDialect(String what, Extensions extensions, List<String> failures) {
        String loaded = extensions.dialects().isEmpty()
                ? "none"
                : extensions.dialects().stream().map(Dialect::name).sorted().collect(joining(", "));
        List<Plugin> broken = extensions.plugins().stream()
                .filter(plugin -> !plugin.problems().isEmpty())
                .toList();
        String folders = extensions.folders().stream()
                .map(folder -> "; " + jarsIn(folder, extensions.plugins()) + " plugins in " + folder)
                .collect(joining());
        String problems = broken.stream()
                .map(plugin ->
                        " Plugin " + plugin.id() + " " + plugin.problems().get(0) + ".")
                .collect(joining());
        String advice = extensions.folders().isEmpty()
                ? "Add the dialect for this database to the class path, or hand it over with Extensions.of."
                : "A dialect is a plugin jar in that folder. To see what was found, run: db-restore plugins";
        return new DbRestoreException(
                Failure.CONNECTION,
                what + ". Loaded: " + loaded + folders + "." + sentences(failures) + problems
                        + " Nothing was read or written.",
                advice);
    }

    private static long jarsIn(Path folder, List<Plugin> plugins) {
        return plugins.stream()
                .filter(plugin -> folder.equals(Path.of(plugin.place()).getParent()))
                .count();
    }

    private static DbRestoreException noDriver(String url, Address address, List<String> failures) {
        String jdbcUrl = ShownUrl.of(address.jdbcUrl());
        return new DbRestoreException(
                Failure.CONNECTION,
                "cannot connect to " + ShownUrl.of(url) + ": no JDBC driver takes " + jdbcUrl + "."
                        + sentences(failures),
                "A plugin brings its driver in its own jar; an application has it on the class path.");
    }

    /** The cause is left out: a driver's exception may hold the URL with the password in it. */
    private static DbRestoreException refused(String where, Address address, SQLException e, String advice) {
        Set<String> reasons = new LinkedHashSet<>();
        for (Throwable cause = e; cause != null && reasons.size() < 5; cause = cause.getCause()) {
            reasons.add(ShownUrl.scrub(
                    cause.getMessage() == null ? cause.toString() : cause.getMessage(),
                    address.jdbcUrl(),
                    address.properties()));
        }
        return new DbRestoreException(
                Failure.CONNECTION, "cannot connect to " + where + ": " + String.join("; ", reasons), advice);
    }

    private static String sentences(List<String> sentences) {
        return sentences.stream().map(sentence -> " " + sentence).collect(joining());
    }

    /** A way to a database, and whose it is. */
    private record Way(Address address, Optional<Dialect> dialect) {

        /** What a user can do about a failure on this way. */
        String advice(SQLException failure) {
            return dialect.map(asked -> asked.advice(failure))
                    .filter(advice -> !advice.isEmpty())
                    .orElse(USUAL_ADVICE);
        }
    }

    /** Gives Jdbi one connection, and closes it only if it is ours. */
    private record Once(Connection connection, boolean lent) implements ConnectionFactory {

        @Override
        public Connection openConnection() {
            return connection;
        }

        @Override
        public void closeConnection(Connection unused) throws SQLException {
            if (!lent) {
                connection.close();
            }
        }
    }
}
