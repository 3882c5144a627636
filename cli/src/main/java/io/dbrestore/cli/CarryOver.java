package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.TableSelection;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Carries the rows of a database over a change of its schema: dumps them, lets the change happen, and restores them. No
 * connection is open while it happens, since it may drop the database. Whatever goes wrong from its beginning on ends
 * with the command that puts the rows back.
 */
final class CarryOver {

    private final Login login;
    private final Extensions extensions;
    private final Dumping dumping;
    private final Restoring restoring;
    private final String wayBack;
    private final CommandLineMain main;

    /** @param wayBack the command that restores the dump */
    CarryOver(
            Login login,
            Extensions extensions,
            Dumping dumping,
            Restoring restoring,
            String wayBack,
            CommandLineMain main) {
        this.login = login;
        this.extensions = extensions;
        this.dumping = dumping;
        this.restoring = restoring;
        this.wayBack = wayBack;
        this.main = main;
    }

    /**
     * Does it all, and shows it.
     *
     * @param guard stops it before anything happens, by throwing; gets the database that was connected to
     * @param restores whether to restore once the schema is changed
     * @param restoresAfterFailure whether to try that too where the change failed
     */
    void over(SchemaChange change, Consumer<Database> guard, BooleanSupplier restores, boolean restoresAfterFailure) {
        MadeDump dump;
        DataSource source;
        try (Database database = login.connect()) {
            guard.accept(database);
            dump = dumping.make(database, extensions, TableSelection.ALL);
            source = database.dataSource();
        }
        dump.show(main);
        Path folder = dump.report().folder();
        OnlyCopy onlyCopy = new OnlyCopy(folder);
        main.surroundings().interruption().during(() -> {
            main.surroundings().interruption().check();
            onlyCopy.mark();
            change(change, source, folder, restoresAfterFailure);
        });
        Optional<RestoreReport> restored = restore(change, folder, restores); // may ask, so Ctrl-C ends it at once
        onlyCopy.unmark();
        main.screen().document(json -> {
            json.writeStartObject().writeObjectPropertyStart("dump");
            dump.writeMembers(json);
            json.writeEndObject();
            restored.ifPresentOrElse(
                    report -> {
                        json.writeObjectPropertyStart("restore");
                        RestoreResult.writeMembers(report, json);
                        json.writeEndObject();
                    },
                    () -> json.writeNullProperty("restore"));
            json.writeEndObject();
        });
    }

    private void change(SchemaChange change, DataSource source, Path folder, boolean restoresAfterFailure) {
        main.screen().note("Running " + change.shown() + ". If it is cut off, this puts the rows back: " + wayBack);
        try {
            change.run(source);
            main.surroundings().interruption().check();
        } catch (SchemaChangeException e) {
            throw failed(change, e, folder, restoresAfterFailure);
        } catch (RuntimeException | Error e) {
            throw stopped(change, e, folder);
        }
    }

    private CarryOverException failed(
            SchemaChange change, SchemaChangeException failure, Path folder, boolean restores) {
        String message = String.valueOf(failure.getMessage());
        if (main.surroundings().interruption().isRequested()) {
            return stopped(change, failure, folder);
        }
        if (!failure.hasBegun()) {
            new OnlyCopy(folder).unmark();
            return new CarryOverException(
                    ExitCode.COMMAND_FAILED, message + ". The database is as it was", failure.hint(), failure);
        }
        if (restores) {
            try {
                show(restore(folder));
            } catch (RuntimeException | Error e) {
                if (main.surroundings().interruption().isRequested()) {
                    return stopped(change, e, folder);
                }
                failure.addSuppressed(e);
                return new CarryOverException(
                        ExitCode.COMMAND_FAILED,
                        message + ", and the restore failed too: " + e.getMessage() + ". " + unharmed(folder),
                        hint(hintOf(e)),
                        failure);
            }
            new OnlyCopy(folder).unmark();
            return new CarryOverException(
                    ExitCode.COMMAND_FAILED,
                    message + ". The rows of the dump were restored all the same",
                    "The dump is still in " + main.surroundings().shown(folder),
                    failure);
        }
        return new CarryOverException(
                ExitCode.COMMAND_FAILED, message + ". Nothing was restored. " + unharmed(folder), hint(""), failure);
    }

    private Optional<RestoreReport> restore(SchemaChange change, Path folder, BooleanSupplier restores) {
        try {
            if (!restores.getAsBoolean()) {
                main.screen().result("Nothing was restored. To restore the dump: " + wayBack);
                return Optional.empty();
            }
            RestoreReport report = restore(folder);
            show(report);
            return Optional.of(report);
        } catch (RuntimeException | Error e) {
            throw stopped(change, e, folder);
        }
    }

    private RestoreReport restore(Path folder) {
        try (Database database = login.connectAgain()) {
            return restoring.restore(database, extensions, folder);
        }
    }

    private void show(RestoreReport report) {
        RestoreResult.show(report, main.screen());
    }

    private CarryOverException stopped(SchemaChange change, Throwable cause, Path folder) {
        if (main.surroundings().interruption().isRequested()) {
            return new CarryOverException(
                    ExitCode.INTERRUPTED,
                    "interrupted after " + change.shown() + " had begun: nothing was restored. " + unharmed(folder),
                    hint(""),
                    cause);
        }
        @Nullable String message = cause.getMessage();
        return new CarryOverException(
                ExitCode.of(cause),
                (message == null ? cause : message) + ". The dump is in "
                        + main.surroundings().shown(folder),
                hint(hintOf(cause)),
                cause);
    }

    private String unharmed(Path folder) {
        return "The dump is unharmed in " + main.surroundings().shown(folder);
    }

    private String hint(String first) {
        return (first.isEmpty() ? "" : first + "\n") + "To put the rows back: " + wayBack;
    }

    private static String hintOf(Throwable failure) {
        if (failure instanceof DbRestoreException known) {
            return known.hint();
        }
        return failure instanceof UsageException usage ? usage.hint() : "";
    }
}
