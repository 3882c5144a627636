package io.dbrestore.hook.liquibase;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
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

    private static final String BREAKING = "breaking ";

    private LiquibaseChild() {}

    /**
     * Arguments: the URL, the changelog's folder, and then verbs such as {@code update after.sql}, one each. With
     * {@code breaking} before it, a verb's connection is of no use to db-restore once the tables are there.
     */
    public static void main(String[] arguments) throws Exception {
        for (String verb : Arrays.asList(arguments).subList(2, arguments.length)) {
            try (Connection connection = DriverManager.getConnection(arguments[0])) {
                Connection used = verb.startsWith(BREAKING) ? breaking(connection) : connection;
                Database database =
                        DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new JdbcConnection(used));
                run(
                        database,
                        Path.of(arguments[1]),
                        verb.replaceFirst(BREAKING, "").split(" "));
            }
        }
    }

    private static Connection breaking(Connection connection) {
        return (Connection) Proxy.newProxyInstance(
                LiquibaseChild.class.getClassLoader(), new Class<?>[] {Connection.class}, (self, method, given) -> {
                    if (method.getName().equals("getMetaData") && isForUs() && isFilled(connection)) {
                        throw new SQLException("the line is dead", "08006");
                    }
                    try {
                        return method.invoke(connection, given);
                    } catch (InvocationTargetException e) {
                        throw e.getTargetException();
                    }
                });
    }

    private static boolean isForUs() {
        return StackWalker.getInstance()
                .walk(frames -> frames.anyMatch(frame -> frame.getClassName().equals(HookStep.class.getName())));
    }

    private static boolean isFilled(Connection sqlite) throws SQLException {
        try (Statement statement = sqlite.createStatement();
                ResultSet rows = statement.executeQuery("SELECT 1 FROM sqlite_master WHERE name = 'person'")) {
            return rows.next();
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
