package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import java.util.Optional;
import java.util.Properties;

/** A database and the password to it, which is found once, however often it is connected to. */
final class Login {

    private final Target target;
    private final Optional<String> password;
    private final Extensions extensions;
    private final CommandLineMain main;

    Login(Target target, Optional<String> password, Extensions extensions, CommandLineMain main) {
        this.target = target;
        this.password = password;
        this.extensions = extensions;
        this.main = main;
    }

    /** Connects, and tells what of the URL is ignored. */
    Database connect() {
        Database database = connectAgain();
        database.notes().forEach(main.screen()::note);
        return database;
    }

    /** Connects, and tells nothing that was told before. */
    Database connectAgain() {
        Properties login = new Properties();
        target.toolsUser().ifPresent(user -> login.setProperty("user", user));
        password.ifPresent(secret -> login.setProperty("password", secret));
        try {
            return Database.connect(target.url(), target.base(), login, extensions);
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

    /** What somebody else says about the connection, without the password. */
    String withoutSecrets(String message) {
        String shown = DatabaseUrl.withoutPassword(message.replace(target.url(), DatabaseUrl.shown(target.url())));
        return password.filter(secret -> !secret.isEmpty())
                .map(secret -> shown.replace(secret, "***"))
                .orElse(shown);
    }
}
