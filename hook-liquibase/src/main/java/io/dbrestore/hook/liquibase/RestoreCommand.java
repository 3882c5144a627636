package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.Strategy;
import io.dbrestore.engine.reset.ResetSettings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import liquibase.command.CommandArgumentDefinition;
import liquibase.command.CommandBuilder;
import liquibase.command.CommandScope;

/** Merges the rows of a dump into the database, whoever made it. */
public final class RestoreCommand extends OwnCommand {

    private static final String NAME = "dbRestoreRestore";
    private static final CommandBuilder COMMAND = new CommandBuilder(new String[] {NAME});
    private static final CommandArgumentDefinition<String> FOLDER = folder(COMMAND);
    private static final CommandArgumentDefinition<String> STRATEGY = COMMAND.argument("strategy", String.class)
            .description("What to do with rows that are there already: upsert (the default), skip or replace")
            .build();

    /** For Liquibase. */
    public RestoreCommand() {
        super(NAME, "Merge the rows of a dump into the database", FOLDER);
    }

    @Override
    void act(CommandScope command, LentDatabase database, Path dump, ResetSettings settings) {
        Strategy strategy = Optional.ofNullable(command.getArgumentValue(STRATEGY))
                .map(RestoreCommand::strategy)
                .orElse(settings.strategy());
        Told.restored(
                database.dbRestore().restore(dump, settings.restoreOptions().withStrategy(strategy)));
    }

    private static Strategy strategy(String name) {
        return Arrays.stream(Strategy.values())
                .filter(strategy -> strategy.name().equals(name.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new DbRestoreException(
                        Failure.REFUSED,
                        "there is no strategy " + name + "; nothing was done",
                        "choose one of upsert, skip, replace"));
    }
}
