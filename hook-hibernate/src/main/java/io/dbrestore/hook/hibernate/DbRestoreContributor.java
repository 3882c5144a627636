package io.dbrestore.hook.hibernate;

import org.hibernate.boot.registry.StandardServiceRegistryBuilder;
import org.hibernate.service.spi.ServiceContributor;

/** Puts our guard around Hibernate's schema tool. Hibernate finds it on the class path, and calls it before it starts. */
public final class DbRestoreContributor implements ServiceContributor {

    @Override
    public void contribute(StandardServiceRegistryBuilder builder) {
        builder.addInitiator(new GuardedToolInitiator());
    }
}
