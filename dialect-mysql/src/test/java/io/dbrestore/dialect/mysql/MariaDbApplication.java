package io.dbrestore.dialect.mysql;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.function.Function;
import java.util.function.ToLongFunction;
import org.mariadb.jdbc.MariaDbDataSource;

/**
 * An application that has MariaDB's driver and not MySQL's. It runs in a class loader of its own, which knows no other
 * driver, so that it takes and gives nothing but texts.
 */
public final class MariaDbApplication implements Function<List<String>, String> {

    private static final String MYSQL_DRIVER = "mysql-connector-j";

    /** How the application comes by its connection. */
    enum Way {
        /** A URL, for which db-restore finds the driver. */
        URL,
        DATA_SOURCE,
        /** A connection with its transaction open, which the application commits. */
        LENT
    }

    /** The application from outside. */
    static final class Running implements AutoCloseable {

        private final URLClassLoader loader;
        private final Function<List<String>, String> application;

        @SuppressWarnings("unchecked") // it is the class around this
        Running() throws ReflectiveOperationException, MalformedURLException {
            this.loader = new URLClassLoader(classPath(), ClassLoader.getPlatformClassLoader());
            this.application = (Function<List<String>, String>) loader.loadClass(MariaDbApplication.class.getName())
                    .getConstructor()
                    .newInstance();
        }

        /** What the application says to a dump: nothing, or why there is none. */
        String dump(Way way, String url, Path folder) {
            return run("dump", way, url, folder);
        }

        /** How many rows a restore has inserted, updated and left; or why it was refused. */
        String restore(Way way, String url, Path folder) {
            return run("restore", way, url, folder);
        }

        /** @param url of MySQL's driver */
        private String run(String verb, Way way, String url, Path folder) {
            String own = url.replaceFirst("^jdbc:mysql:", "jdbc:mariadb:");
            return application.apply(List.of(verb, way.name(), own, folder.toString()));
        }

        @Override
        public void close() throws IOException {
            loader.close();
        }
    }

    private static URL[] classPath() throws MalformedURLException {
        String all = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        List<URL> urls = new ArrayList<>();
        for (String entry : all.split(File.pathSeparator, -1)) {
            if (!entry.isEmpty() && !entry.contains(MYSQL_DRIVER)) {
                urls.add(Path.of(entry).toUri().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    @Override
    public String apply(List<String> arguments) {
        Extensions extensions = Extensions.of(List.of(new MySqlDialect()), List.of(), List.of());
        String url = arguments.get(2);
        try {
            requireNoOtherDriver();
            return switch (Way.valueOf(arguments.get(1))) {
                case URL -> {
                    try (Database database = Database.connect(url, Path.of(""), new Properties(), extensions)) {
                        yield run(arguments, database);
                    }
                }
                case DATA_SOURCE -> {
                    try (Database database = Database.from(new MariaDbDataSource(url), extensions)) {
                        yield run(arguments, database);
                    }
                }
                case LENT -> {
                    try (Connection connection = new MariaDbDataSource(url).getConnection()) {
                        connection.setAutoCommit(false);
                        String said;
                        try (Database database = Database.on(connection, extensions)) {
                            said = run(arguments, database);
                        }
                        connection.commit();
                        yield said;
                    }
                }
            };
        } catch (DbRestoreException e) {
            return e.getMessage() + ". " + e.hint();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void requireNoOtherDriver() {
        try {
            throw new IllegalStateException(
                    "there is " + Class.forName("com.mysql.cj.jdbc.Driver").getName());
        } catch (ClassNotFoundException e) {
            // as it should be
        }
    }

    private static String run(List<String> arguments, Database database) {
        DbRestore library = DbRestore.on(database);
        Path folder = Path.of(arguments.get(3));
        if (arguments.get(0).equals("dump")) {
            library.dump(folder, DumpOptions.DEFAULT);
            return "";
        }
        RestoreReport report = library.restore(folder, RestoreOptions.DEFAULT);
        return sum(report, TableResult::inserted) + " inserted, " + sum(report, TableResult::updated) + " updated, "
                + sum(report, TableResult::unchanged) + " unchanged";
    }

    private static long sum(RestoreReport report, ToLongFunction<TableResult> count) {
        return report.tables().stream().mapToLong(count).sum();
    }
}
