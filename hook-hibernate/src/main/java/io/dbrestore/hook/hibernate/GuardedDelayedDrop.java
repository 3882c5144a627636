package io.dbrestore.hook.hibernate;

import io.dbrestore.spi.TableName;
import java.util.Map;
import java.util.Set;
import org.hibernate.HibernateException;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.spi.DelayedDropAction;

/**
 * Dumps before the drop at the end of {@code create-drop}. Where that fails, the drop is left out and the reason logged:
 * an exception here would keep Hibernate from closing its connections, and the next start drops in any case.
 */
final class GuardedDelayedDrop implements DelayedDropAction {

    private final DelayedDropAction action;
    private final DroppedTables tables;
    private final Map<String, Object> configuration;

    GuardedDelayedDrop(DelayedDropAction action, DroppedTables tables, Map<String, Object> configuration) {
        this.action = action;
        this.tables = tables;
        this.configuration = configuration;
    }

    @Override
    public void perform(ServiceRegistry registry) {
        SchemaReset reset = new SchemaReset(registry, configuration);
        Set<TableName> dumped;
        try {
            dumped = reset.beforeDrop(tables);
        } catch (HibernateException e) {
            Told.error("Nothing was dropped at the end, and all rows are where they were. " + e.getMessage());
            return;
        }
        action.perform(registry);
        try {
            reset.afterDrop(dumped);
        } catch (HibernateException e) {
            Told.error("The tables are dropped and their rows dumped. " + e.getMessage());
        }
    }
}
