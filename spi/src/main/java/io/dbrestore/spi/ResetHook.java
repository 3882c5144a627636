package io.dbrestore.spi;

import java.nio.file.Path;
import java.util.Map;
import javax.sql.DataSource;
import org.pf4j.ExtensionPoint;

/**
 * Lets db-restore work with one migration tool.
 *
 * <p>There are two ways round. Where db-restore is in charge ({@code db-restore reset}, {@code db-restore migrate}) it
 * calls {@link #reset} or {@link #migrate} between dump and restore. Where the tool is in charge, as in a Flyway callback,
 * the tool's own extension calls the engine and neither is called. {@link #owns} serves both.
 */
public interface ResetHook extends ExtensionPoint {

    /** A short lower-case name, such as {@code flyway}, for messages and options. */
    String name();

    /**
     * Whether {@code table} is the tool's own, such as its history or its lock. Such a table is neither dumped nor
     * restored. Judge by the columns where you can: users rename these tables.
     */
    boolean owns(Table table);

    /** The version of the tool, if the hook brings it; empty if it does not, or if that makes no difference. */
    default String toolVersion() {
        return "";
    }

    /**
     * Reads what the tool's own configuration in a project says. Called before anything is connected to; what it gives as
     * options is what {@link #reset} or {@link #migrate} then gets. A tool without configuration need not have this.
     *
     * @param folder the project; relative paths in its configuration are made absolute
     * @param options the user's {@code --option key=value} pairs, which count more than any file
     * @throws Exception if the configuration cannot be used; its message is shown, so it must hold no secret
     */
    default ToolSettings settings(Path folder, Map<String, String> options) throws Exception {
        return ToolSettings.of(options);
    }

    /**
     * Drops the schema and builds it anew, just as the tool would by hand. Returns once the schema is ready for data.
     *
     * @param options those of {@link #settings}; or the user's {@code --option key=value} pairs alone, in the tool's own
     *     vocabulary
     * @throws Exception whatever the tool throws; the dump is kept and its place is told to the user
     */
    void reset(DataSource database, Map<String, String> options) throws Exception;

    /**
     * Brings the schema up to date and drops nothing, just as the tool would by hand. A tool that cannot do that need
     * not have this.
     *
     * @param options as for {@link #reset}
     * @throws Exception whatever the tool throws; the dump is kept and its place is told to the user
     */
    default void migrate(DataSource database, Map<String, String> options) throws Exception {
        throw new UnsupportedOperationException(name() + " can only reset; nothing was done");
    }
}
