package io.dbrestore.hook.hibernate;

import io.dbrestore.spi.TableName;
import java.util.Set;
import org.hibernate.boot.Metadata;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.TargetType;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.DelayedDropAction;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaDropper;
import org.hibernate.tool.schema.spi.SourceDescriptor;
import org.hibernate.tool.schema.spi.TargetDescriptor;

/** Dumps before a drop; without a dump that can be relied on there is no drop. */
final class GuardedDropper implements SchemaDropper {

    private final SchemaDropper dropper;
    private final ServiceRegistry registry;

    GuardedDropper(SchemaDropper dropper, ServiceRegistry registry) {
        this.dropper = dropper;
        this.registry = registry;
    }

    @Override
    public void doDrop(
            Metadata metadata,
            ExecutionOptions options,
            ContributableMatcher included,
            SourceDescriptor source,
            TargetDescriptor target) {
        if (!target.getTargetTypes().contains(TargetType.DATABASE)) {
            dropper.doDrop(metadata, options, included, source, target);
            return;
        }
        SchemaReset reset = new SchemaReset(registry, options.getConfigurationValues());
        Set<TableName> dumped = reset.beforeDrop(DroppedTables.of(metadata, options, included, source, registry));
        dropper.doDrop(metadata, options, included, source, target);
        reset.afterDrop(dumped);
    }

    /** That of {@code create-drop}, when the session factory is closed. */
    @Override
    public DelayedDropAction buildDelayedAction(
            Metadata metadata, ExecutionOptions options, ContributableMatcher included, SourceDescriptor source) {
        return new GuardedDelayedDrop(
                dropper.buildDelayedAction(metadata, options, included, source),
                DroppedTables.of(metadata, options, included, source, registry),
                options.getConfigurationValues());
    }
}
