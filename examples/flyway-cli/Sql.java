import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;

/** Runs the statements of a file, one on each line: java -cp DRIVER Sql.java URL FILE. */
final class Sql {

    public static void main(String[] arguments) throws Exception {
        try (var connection = DriverManager.getConnection(arguments[0]);
                var statement = connection.createStatement()) {
            for (String line : Files.readAllLines(Path.of(arguments[1]))) {
                statement.execute(line);
            }
        }
    }
}
