package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.reset.ResetSettings;
import java.nio.file.Path;
import java.util.List;
import liquibase.command.AbstractCommandStep;
import liquibase.command.CommandArgumentDefinition;
import liquibase.command.CommandBuilder;
import liquibase.command.CommandDefinition;
import liquibase.command.CommandResultsBuilder;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;

/** A command of ours among Liquibase's, for people who script. It works also where the hook is not enabled. */
abstract class OwnCommand extends AbstractCommandStep {

    private final String name;
    private final String description;
    private final CommandArgumentDefinition<String> folder;

    OwnCommand(String name, String description, CommandArgumentDefinition<String> folder) {
        this.name = name;
        this.description = description;
        this.folder = folder;
    }

    /** To be called once for each command. */
    static CommandArgumentDefinition<String> folder(CommandBuilder command) {
        return command.argument("dir", String.class)
                .required()
                .description("The folder of the dump")
                .build();
    }

    abstract void act(CommandScope command, LentDatabase database, Path dump, ResetSettings settings);

    @Override
    public final void run(CommandResultsBuilder results) throws LiquibaseException {
        CommandScope command = results.getCommandScope();
        try (LentDatabase database = LentDatabase.on(LentDatabase.connection(command)
                .orElseThrow(() -> new DbRestoreException(
                        Failure.CONNECTION, "there is no database at the end of this URL", "connect to one")))) {
            act(command, database, Path.of(command.getArgumentValue(folder)), LiquibaseSettings.read());
        } catch (DbRestoreException e) {
            throw Told.failure(e);
        }
    }

    @Override
    public final String[][] defineCommandNames() {
        return new String[][] {{name}};
    }

    @Override
    public final void adjustCommandDefinition(CommandDefinition command) {
        command.setShortDescription(description);
    }

    @Override
    public final List<Class<?>> requiredDependencies() {
        return List.of(Database.class);
    }
}
