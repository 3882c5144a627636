package io.dbrestore.hook.flyway;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.configuration.Configuration;

/** Flyway's way of working without JDBC, in which it calls no Java callback: a clean would go by unseen. */
final class NativeConnectors {

    private static final String VARIABLE = "FLYWAY_NATIVE_CONNECTORS";
    private static final String PLUGINS = "META-INF/services/org.flywaydb.core.extensibility.Plugin";
    private static final String THEIR_PACKAGES = "org.flywaydb.nc.";

    private NativeConnectors() {}

    /** Refuses to let Flyway run where they are switched on and there. */
    static void refuse(Configuration configuration) {
        if (!"true".equalsIgnoreCase(System.getenv(VARIABLE))
                || !FlywaySettings.of(configuration).enabled()) {
            return;
        }
        if (areThere()) {
            throw new FlywayException("db-restore cannot keep your rows while " + VARIABLE
                    + "=true, since Flyway calls no callbacks then. Nothing was done. Unset the variable, or switch"
                    + " db-restore off with DBRESTORE_ENABLED=false.");
        }
    }

    private static boolean areThere() {
        try {
            for (URL list :
                    Collections.list(Configuration.class.getClassLoader().getResources(PLUGINS))) {
                try (BufferedReader lines =
                        new BufferedReader(new InputStreamReader(list.openStream(), StandardCharsets.UTF_8))) {
                    if (lines.lines().anyMatch(line -> line.startsWith(THEIR_PACKAGES))) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IOException e) {
            throw new FlywayException("db-restore cannot read which plugins Flyway has", e);
        }
    }
}
