package io.dbrestore.hook.liquibase;

import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.Scope;
import liquibase.changelog.DatabaseChangeLog;
import liquibase.command.CommandScope;
import liquibase.database.Database;
import liquibase.exception.LiquibaseException;

/** What an update would still run. */
final class PendingChanges {

    private PendingChanges() {}

    /** How many changesets of the command's changelog, for its contexts and labels, have not been run. */
    static int count(CommandScope command) throws LiquibaseException {
        if (command.getDependency(DatabaseChangeLog.class) instanceof DatabaseChangeLog changelog
                && command.getDependency(Contexts.class) instanceof Contexts contexts
                && command.getDependency(LabelExpression.class) instanceof LabelExpression labels) {
            Database database = (Database) command.getDependency(Database.class);
            return new Liquibase(changelog, Scope.getCurrentScope().getResourceAccessor(), database)
                    .listUnrunChangeSets(contexts, labels)
                    .size();
        }
        throw new LiquibaseException("db-restore: "
                + HookStep.nameOf(command.getCommand())
                + " has no changelog, and nobody knows what it would run");
    }
}
