package io.dbrestore.tool.liquibase;

import java.util.logging.Level;
import liquibase.logging.core.AbstractLogService;
import liquibase.logging.core.AbstractLogger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sends what Liquibase logs to db-restore's log, which is shown where it is asked for. */
final class HostLog extends AbstractLogService {

    @Override
    public int getPriority() {
        return PRIORITY_NOT_APPLICABLE; // taken because it is named, not because it is found
    }

    @Override
    @SuppressWarnings({"rawtypes", "try"}) // Liquibase's own signature, and a log that is never closed
    public liquibase.logging.Logger getLog(Class type) {
        Logger log = LoggerFactory.getLogger(type);
        return new AbstractLogger() {
            @Override
            public void log(Level level, String message, @Nullable Throwable thrown) {
                if (level.intValue() >= Level.SEVERE.intValue()) {
                    log.error(message, thrown);
                } else if (level.intValue() >= Level.WARNING.intValue()) {
                    log.warn(message, thrown);
                } else if (level.intValue() >= Level.INFO.intValue()) {
                    log.info(message, thrown);
                } else {
                    log.debug(message, thrown);
                }
            }
        };
    }
}
