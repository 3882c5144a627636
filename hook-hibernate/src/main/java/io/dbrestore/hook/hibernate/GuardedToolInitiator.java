package io.dbrestore.hook.hibernate;

import java.util.Map;
import org.hibernate.boot.registry.StandardServiceInitiator;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.internal.SchemaManagementToolInitiator;
import org.hibernate.tool.schema.spi.SchemaManagementTool;

/** Makes the schema tool that Hibernate or the user has chosen, with our guard around it. */
final class GuardedToolInitiator implements StandardServiceInitiator<SchemaManagementTool> {

    @Override
    public Class<SchemaManagementTool> getServiceInitiated() {
        return SchemaManagementTool.class;
    }

    @Override
    public SchemaManagementTool initiateService(Map<String, Object> settings, ServiceRegistryImplementor registry) {
        return GuardedTool.around(SchemaManagementToolInitiator.INSTANCE.initiateService(settings, registry), registry);
    }
}
