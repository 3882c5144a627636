package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.util.Optional;
import java.util.Properties;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which database a command is about, as it is typed. */
final class TargetOptions {

    @Parameters(
            arity = "0..1",
            paramLabel = "<profile>",
            description = "The profile. Without it and --url: DATABASE_URL of the environment, .env.local or .env.")
    private @Nullable String profile;

    @Option(names = "--password-stdin", description = "Read the password from the first line of standard input.")
    private boolean passwordFromInput;

    Target target(CommandLineMain main) {
        return Target.resolve(Optional.ofNullable(profile), main);
    }

    /** Connects, with the password that is found or asked for. */
    Database connect(Target target, Extensions extensions, CommandLineMain main) {
        Optional<String> password = new Passwords(main.surroundings(), main.questions(), main.screen()::warning)
                .find(
                        target.url(),
                        passwordFromInput,
                        target.needsPassword() && !Database.isPasswordKnown(target.url(), target.base(), extensions));
        return connect(target, password, extensions, main);
    }

    static Database connect(Target target, Optional<String> password, Extensions extensions, CommandLineMain main) {
        Properties login = new Properties();
        password.ifPresent(secret -> login.setProperty("password", secret));
        try {
            Database database = Database.connect(target.url(), target.base(), login, extensions);
            database.notes().forEach(main.screen()::note);
            return database;
        } catch (DbRestoreException e) {
            boolean passwordIsKnown = password.isPresent() || DatabaseUrl.hasPassword(target.url());
            boolean mayWantOne =
                    DatabaseUrl.usesPasswords(target.url()) && e.hint().contains("password");
            if (e.failure() != Failure.CONNECTION || passwordIsKnown || !mayWantOne) {
                throw e;
            }
            throw new DbRestoreException(
                    e.failure(),
                    String.valueOf(e.getMessage()),
                    (e.hint() + " No password was given: set DB_RESTORE_PASSWORD, or use --password-stdin.").strip(),
                    e);
        }
    }
}
