package io.dbrestore.hook.hibernate;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.reset.ResetGuard;
import io.dbrestore.engine.reset.ResetSettings;
import io.dbrestore.spi.TableName;
import java.nio.file.Files;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.tool.schema.spi.SchemaManagementException;

/** What is done before and after a drop, and before and after a creation. Each takes a connection for itself. */
final class SchemaReset {

    private static final String SWITCH_OFF = "to do without db-restore, set dbrestore.enabled=false";

    private final ServiceRegistry registry;
    private final Map<String, Object> configuration;

    SchemaReset(ServiceRegistry registry, Map<String, Object> configuration) {
        this.registry = registry;
        this.configuration = configuration;
    }

    /**
     * Dumps the rows that are about to go.
     *
     * @return the tables that have been dumped
     * @throws SchemaManagementException if there is no dump that can be relied on; nothing must be dropped then
     */
    Set<TableName> beforeDrop(DroppedTables tables) {
        try {
            ResetSettings settings = HibernateSettings.of(configuration);
            return settings.enabled()
                    ? withDatabase(database -> dump(database, settings, tables)).orElse(Set.of())
                    : Set.of();
        } catch (DbRestoreException e) {
            throw failed("Nothing was dropped. ", e, SWITCH_OFF);
        }
    }

    private Set<TableName> dump(LentDatabase database, ResetSettings settings, DroppedTables tables) {
        Set<TableName> there = new HashSet<>(database.dbRestore().tables());
        there.removeIf(table -> !settings.tables().selects(table));
        Set<TableName> dropped = tables.among(there, database);
        if (dropped.isEmpty()) {
            return dropped;
        }
        TableSelection selection = dropped.equals(there) ? settings.tables() : exactly(dropped);
        ResetGuard guard = database.guard(settings);
        Told.dumped(guard.beforeReset(settings.dumpOptions(List.of()).withTables(selection)));
        return dropped;
    }

    private static TableSelection exactly(Set<TableName> tables) {
        List<String> names = tables.stream().map(TableName::toString).toList();
        return new TableSelection(names, List.of(), List.of());
    }

    /**
     * Looks whether the tables are gone: by default Hibernate only logs what it could not drop, and goes on. If some have
     * stayed, the state stays as it was before the drop, and what has happened is found out before the creation.
     */
    void afterDrop(Set<TableName> dumped) {
        if (dumped.isEmpty()) {
            return;
        }
        try {
            ResetSettings settings = HibernateSettings.of(configuration);
            withDatabase(database -> {
                Set<TableName> left = new HashSet<>(database.dbRestore().tables());
                left.retainAll(dumped);
                if (left.isEmpty()) {
                    database.guard(settings).afterReset();
                } else {
                    Told.warn("not all tables that were dumped before the drop are gone. Still there: "
                            + left.stream().map(TableName::toString).sorted().collect(joining(", ")));
                }
                return left;
            });
        } catch (DbRestoreException e) {
            throw failed("The tables are dropped, and their rows are in the dump. ", e, "start again");
        }
    }

    void beforeCreation() {
        try {
            ResetSettings settings = HibernateSettings.of(configuration);
            if (isSomethingKept(settings)) {
                withDatabase(database -> {
                    database.guard(settings).beforeMigrate();
                    return database;
                });
            }
        } catch (DbRestoreException e) {
            throw failed("Nothing was created. ", e, SWITCH_OFF);
        }
    }

    /** @throws SchemaManagementException if the rows did not come back, and the user wants to know it that way */
    void afterCreation() {
        ResetSettings settings = HibernateSettings.of(configuration);
        try {
            if (isSomethingKept(settings)) {
                withDatabase(database -> database.guard(settings).afterMigrate(settings.restoreOptions()))
                        .flatMap(report -> report)
                        .ifPresent(Told::restored);
            }
        } catch (DbRestoreException e) {
            if (settings.failing()) {
                throw failed("", e, SWITCH_OFF);
            }
            Told.error(Told.sentence(e));
        }
    }

    /** Whether there is a reason to look for what an earlier drop has left. */
    private static boolean isSomethingKept(ResetSettings settings) {
        return settings.enabled() && Files.isDirectory(settings.folder());
    }

    private <T> Optional<T> withDatabase(Function<LentDatabase, T> action) {
        Optional<LentDatabase> lent = LentDatabase.lend(registry, configuration);
        if (lent.isEmpty()) {
            return Optional.empty();
        }
        try (LentDatabase database = lent.get()) {
            return Optional.of(action.apply(database));
        }
    }

    private static SchemaManagementException failed(String state, DbRestoreException e, String advice) {
        String told = Told.sentence(e);
        return new SchemaManagementException(
                "db-restore: " + state + told + (e.failure() == Failure.CONNECTION ? ". " + advice : ""), e);
    }
}
