package io.dbrestore.hook.hibernate;

import java.util.List;
import org.hibernate.SessionFactory;
import org.hibernate.cfg.Configuration;

/** A program that uses Hibernate and has never heard of db-restore. */
final class HibernateProcess {

    private HibernateProcess() {}

    /**
     * Starts Hibernate, does something, and closes it.
     *
     * @param arguments as for {@link #start}; and {@code fill} or {@code add} to write rows
     */
    public static void main(String... arguments) {
        List<String> words = List.of(arguments);
        try (SessionFactory factory = start(arguments)) {
            factory.inTransaction(session -> {
                if (words.contains("fill")) {
                    Before.fill(session);
                }
                if (words.contains("add")) {
                    After.add(session);
                }
            });
        }
    }

    /**
     * Starts Hibernate.
     *
     * @param arguments first {@code before}, {@code after} or {@code unfit}, which say which entities there are; then
     *     settings of Hibernate, {@code name=value}
     */
    static SessionFactory start(String... arguments) {
        Configuration configuration = new Configuration();
        List<Class<?>> entities = switch (arguments[0]) {
            case "before" -> Before.ENTITIES;
            case "after" -> After.ENTITIES;
            case "unfit" -> Unfit.ENTITIES;
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        entities.forEach(configuration::addAnnotatedClass);
        for (String argument : arguments) {
            int end = argument.indexOf('=');
            if (end > 0) {
                configuration.setProperty(argument.substring(0, end), argument.substring(end + 1));
            }
        }
        return configuration.buildSessionFactory();
    }
}
