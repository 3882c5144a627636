package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.reset.ResetSettings;
import java.sql.Connection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import liquibase.Scope;
import liquibase.command.CommandDefinition;
import liquibase.command.CommandResultsBuilder;
import liquibase.command.CommandScope;
import liquibase.command.CommandStep;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;

/**
 * A step that joins the pipelines of Liquibase's own commands. Those commands are the step of order 1000, or of 1100
 * where liquibase-commercial puts its own in their place, which the Maven plugin brings up to 4.33; the helpers that
 * connect and parse the changelog come first of all.
 */
abstract class HookStep implements CommandStep {

    static final int BEFORE = 900;
    static final int AFTER = 2000;
    private static final int NOT_AT_ALL = -1;

    private final int order;
    private final Set<String> commands;

    HookStep(int order, Set<String> commands) {
        this.order = order;
        this.commands = commands;
    }

    /** @throws DbRestoreException to end the command */
    abstract void act(CommandScope command, LentDatabase database, ResetSettings settings) throws LiquibaseException;

    @Override
    public final void run(CommandResultsBuilder results) throws LiquibaseException {
        CommandScope command = results.getCommandScope();
        if (Abstention.isFrom(command)) {
            return;
        }
        try {
            ResetSettings settings = LiquibaseSettings.read();
            Optional<Connection> connection = LentDatabase.connection(command);
            if (settings.enabled() && connection.isPresent()) {
                act(command, connection.get(), settings);
            }
        } catch (DbRestoreException e) {
            throw Told.failure(e);
        }
    }

    private void act(CommandScope command, Connection connection, ResetSettings settings) throws LiquibaseException {
        Optional<LentDatabase> lent = lend(connection, settings);
        if (lent.isPresent()) {
            try (LentDatabase database = lent.get()) {
                act(command, database, settings);
            }
        }
    }

    private Optional<LentDatabase> lend(Connection connection, ResetSettings settings) {
        try {
            return Optional.of(LentDatabase.on(connection));
        } catch (DbRestoreException e) {
            if (LentDatabase.mayBeKnown(connection)) {
                throw e;
            }
            doWithout(e, settings);
            return Optional.empty();
        }
    }

    /** What to do with a database that db-restore does not know; nothing, if nothing is lost by that. */
    void doWithout(DbRestoreException reason, ResetSettings settings) {
        Scope.getCurrentScope().getLog(getClass()).info("db-restore does nothing here: " + reason.getMessage());
    }

    static String nameOf(CommandDefinition command) {
        return String.join(" ", command.getName());
    }

    @Override
    @SuppressWarnings("deprecation") // deprecated for callers; there is no other way to join a pipeline
    public final int getOrder(CommandDefinition command) {
        return commands.contains(nameOf(command)) ? order : NOT_AT_ALL;
    }

    @Override
    public final List<Class<?>> requiredDependencies() {
        return List.of(Database.class);
    }

    @Override
    public final List<Class<?>> providedDependencies() {
        return List.of();
    }

    @Override
    public final String[][] defineCommandNames() {
        return new String[0][];
    }

    @Override
    public final void adjustCommandDefinition(CommandDefinition command) {
        // the command stays what it is
    }

    @Override
    public final void validate(CommandScope command) {
        // it has no arguments of ours
    }
}
