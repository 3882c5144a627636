package io.dbrestore.hook.hibernate;

import org.hibernate.boot.Metadata;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.TargetType;
import org.hibernate.tool.schema.spi.ContributableMatcher;
import org.hibernate.tool.schema.spi.ExecutionOptions;
import org.hibernate.tool.schema.spi.SchemaCreator;
import org.hibernate.tool.schema.spi.SourceDescriptor;
import org.hibernate.tool.schema.spi.TargetDescriptor;

/** Restores after a creation, if there was a drop before it. The scripts that load seeds are through by then. */
final class GuardedCreator implements SchemaCreator {

    private final SchemaCreator creator;
    private final ServiceRegistry registry;

    GuardedCreator(SchemaCreator creator, ServiceRegistry registry) {
        this.creator = creator;
        this.registry = registry;
    }

    @Override
    public void doCreation(
            Metadata metadata,
            ExecutionOptions options,
            ContributableMatcher included,
            SourceDescriptor source,
            TargetDescriptor target) {
        if (!target.getTargetTypes().contains(TargetType.DATABASE)) {
            creator.doCreation(metadata, options, included, source, target);
            return;
        }
        SchemaReset reset = new SchemaReset(registry, options.getConfigurationValues());
        reset.beforeCreation();
        creator.doCreation(metadata, options, included, source, target);
        reset.afterCreation();
    }
}
