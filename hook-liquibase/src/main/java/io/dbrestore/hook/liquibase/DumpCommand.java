package io.dbrestore.hook.liquibase;

import io.dbrestore.engine.reset.ResetSettings;
import java.nio.file.Path;
import java.util.List;
import liquibase.command.CommandArgumentDefinition;
import liquibase.command.CommandBuilder;
import liquibase.command.CommandScope;

/**
 * Dumps all rows. A dump that is in the folder already is never replaced: the second run of a script whose reset went
 * wrong would replace the rows by what is left of them.
 */
public final class DumpCommand extends OwnCommand {

    private static final String NAME = "dbRestoreDump";
    private static final CommandArgumentDefinition<String> FOLDER = folder(new CommandBuilder(new String[] {NAME}));

    /** For Liquibase. */
    public DumpCommand() {
        super(NAME, "Dump all rows of the database into a folder, for dbRestoreRestore", FOLDER);
    }

    @Override
    void act(CommandScope command, LentDatabase database, Path dump, ResetSettings settings) {
        Told.dumped(
                database.dbRestore().dump(dump, settings.dumpOptions(List.of()).withPassingOverMissing(false)), ".");
    }
}
