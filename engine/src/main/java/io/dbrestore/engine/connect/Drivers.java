package io.dbrestore.engine.connect;

import java.sql.Driver;
import java.sql.SQLException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;

/** Finds JDBC drivers, in the application and in every plugin. DriverManager hides those of other class loaders. */
final class Drivers {

    /** An iterator that fails may fail for ever. */
    private static final int MOST_DRIVERS = 100;

    private Drivers() {}

    /**
     * The first driver that takes {@code url}.
     *
     * @param failures gets a sentence for each driver that does not load
     */
    static Optional<Driver> forUrl(String url, List<ClassLoader> loaders, List<String> failures) {
        for (ClassLoader loader : loaders) {
            Iterator<Driver> drivers = ServiceLoader.load(Driver.class, loader).iterator();
            for (int attempt = 0; attempt < MOST_DRIVERS; attempt++) {
                try {
                    if (!drivers.hasNext()) {
                        break;
                    }
                    Driver driver = drivers.next();
                    if (driver.acceptsURL(url)) {
                        return Optional.of(driver);
                    }
                } catch (ServiceConfigurationError | LinkageError | SQLException | RuntimeException e) {
                    String reason = ShownUrl.scrub(e.toString(), url, new Properties());
                    failures.add("A JDBC driver does not work: " + reason + ".");
                }
            }
        }
        return Optional.empty();
    }
}
