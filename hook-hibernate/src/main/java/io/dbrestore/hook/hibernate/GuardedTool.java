package io.dbrestore.hook.hibernate;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hibernate.service.spi.ServiceRegistryImplementor;
import org.hibernate.tool.schema.spi.SchemaCreator;
import org.hibernate.tool.schema.spi.SchemaDropper;
import org.hibernate.tool.schema.spi.SchemaManagementTool;
import org.jspecify.annotations.Nullable;

/**
 * A schema tool whose droppers and creators are guarded. It is a proxy, since its interface names a type that Hibernate 7
 * has moved to another package: no class could implement it for both.
 */
final class GuardedTool implements InvocationHandler {

    private final SchemaManagementTool tool;
    private final ServiceRegistryImplementor registry;

    private GuardedTool(SchemaManagementTool tool, ServiceRegistryImplementor registry) {
        this.tool = tool;
        this.registry = registry;
    }

    /** All interfaces of {@code tool} stay: by them Hibernate knows which services want to be injected what. */
    static SchemaManagementTool around(SchemaManagementTool tool, ServiceRegistryImplementor registry) {
        return (SchemaManagementTool) Proxy.newProxyInstance(
                tool.getClass().getClassLoader(), interfaces(tool), new GuardedTool(tool, registry));
    }

    private static Class<?>[] interfaces(SchemaManagementTool tool) {
        Set<Class<?>> interfaces = new LinkedHashSet<>();
        interfaces.add(SchemaManagementTool.class);
        for (@Nullable Class<?> type = tool.getClass(); type != null; type = type.getSuperclass()) {
            Arrays.stream(type.getInterfaces())
                    .filter(found -> Modifier.isPublic(found.getModifiers()))
                    .forEach(interfaces::add);
        }
        return interfaces.toArray(new Class<?>[0]);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            @Nullable Object result = method.invoke(tool, arguments);
            if (result instanceof SchemaDropper dropper) {
                return new GuardedDropper(dropper, registry);
            }
            if (result instanceof SchemaCreator creator) {
                return new GuardedCreator(creator, registry);
            }
            return result;
        } catch (InvocationTargetException e) {
            throw e.getTargetException();
        }
    }
}
