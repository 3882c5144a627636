package io.dbrestore.hook.liquibase;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.Arrays;
import liquibase.CatalogAndSchema;
import liquibase.Contexts;
import liquibase.LabelExpression;
import liquibase.Liquibase;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.resource.DirectoryResourceAccessor;

/** A process of its own that does with Liquibase's API what its arguments say, each over a connection of its own. */
final class LiquibaseChild {

    private LiquibaseChild() {}

    /** Arguments: the URL, the changelog's folder, and then verbs such as {@code update after.sql}, one each. */
    public static void main(String[] arguments) throws Exception {
        for (String verb : Arrays.asList(arguments).subList(2, arguments.length)) {
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(connection));
                run(database, Path.of(arguments[1]), verb.split(" "));
            }
        }
    }

    private static void run(Database database, Path folder, String[] words) throws Exception {
        String changelog = words.length > 1 ? words[1] : "none";
        Liquibase liquibase = new Liquibase(changelog, new DirectoryResourceAccessor(folder), database);
        Contexts contexts = new Contexts();
        LabelExpression labels = new LabelExpression();
        switch (words[0]) {
            case "dropAll" -> liquibase.dropAll();
            case "dropSchemas" ->
                liquibase.dropAll(Arrays.stream(words[1].split(","))
                        .map(schema -> new CatalogAndSchema(null, schema))
                        .toArray(CatalogAndSchema[]::new));
            case "update" -> liquibase.update(contexts, labels);
            case "updateCount" -> liquibase.update(Integer.parseInt(words[2]), contexts, labels);
            case "updateTestingRollback" -> liquibase.updateTestingRollback(contexts, labels);
            case "rollbackCount" -> liquibase.rollback(Integer.parseInt(words[2]), contexts, labels);
            case "dropFirst" -> { // as SpringLiquibase does
                liquibase.dropAll();
                liquibase.update(contexts, labels);
            }
            case "renamed" -> {
                database.setDatabaseChangeLogTableName("our_history");
                database.setDatabaseChangeLogLockTableName("our_lock");
                run(database, folder, Arrays.copyOfRange(words, 1, words.length));
            }
            default -> throw new IllegalArgumentException(words[0]);
        }
    }
}
