package io.dbrestore.cli;

import static java.util.stream.Collectors.joining;

import io.dbrestore.cli.HookCall.Action;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.connect.Database;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.ResetHook;
import io.dbrestore.spi.ToolSettings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import javax.sql.DataSource;

/** The migration tool of {@code --with}, and what its own configuration in the working directory says. */
final class ConfiguredTool {

    private final ResetHook hook;
    private final ToolSettings settings;

    private ConfiguredTool(ResetHook hook, ToolSettings settings) {
        this.hook = hook;
        this.settings = settings;
    }

    /** The tool called {@code name}, with the user's options for it. */
    static ConfiguredTool find(String name, Map<String, String> options, Extensions extensions, CommandLineMain main) {
        ResetHook hook = hook(name, extensions.hooks());
        Path folder = main.surroundings().workingDirectory();
        try {
            ToolSettings settings = inItsWorld(hook, () -> hook.settings(folder, Map.copyOf(options)));
            ConfiguredTool tool = new ConfiguredTool(hook, settings);
            tool.note(main.screen());
            return tool;
        } catch (Exception | LinkageError e) { // it is somebody else's code, and its failure is not ours
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw new UsageException(
                    "the configuration of " + name + " cannot be used: " + DatabaseUrl.withoutPassword(reason)
                            + ". Nothing was done",
                    "");
        }
    }

    private static ResetHook hook(String name, List<ResetHook> hooks) {
        return hooks.stream()
                .filter(hook -> hook.name().equals(name))
                .findFirst()
                .orElseThrow(() -> {
                    String others = hooks.isEmpty()
                            ? "there are none"
                            : "there is: "
                                    + hooks.stream()
                                            .map(ResetHook::name)
                                            .sorted()
                                            .collect(joining(", "));
                    return new UsageException(
                            "there is no hook called " + name + "; " + others,
                            "To see what was found, and what was wrong with it: db-restore plugins");
                });
    }

    private void note(Screen screen) {
        if (!settings.place().isEmpty()) {
            screen.note(name() + " as configured in " + settings.place()
                    + (settings.summary().isEmpty() ? "" : ": " + settings.summary()));
        } else if (!settings.summary().isEmpty()) {
            screen.note(name() + " without configuration of its own: " + settings.summary());
        }
    }

    String name() {
        return hook.name();
    }

    /** The database of the tool's own configuration. */
    Optional<String> url() {
        return settings.url();
    }

    Optional<String> user() {
        return settings.user();
    }

    Optional<String> password() {
        return settings.password();
    }

    /** Where its configuration was found. */
    String place() {
        return settings.place().isEmpty() ? "the options for " + name() : settings.place();
    }

    /** Refuses what its configuration speaks against. */
    void refuse(Action action) {
        if (action == Action.RESET && !settings.objection().isEmpty()) {
            throw new DbRestoreException(Failure.REFUSED, settings.objection() + ". Nothing was done", "");
        }
    }

    /** Refuses a database that is another than that of its own configuration: nobody can tell which one was meant. */
    void refuseOther(Target target, Database connected) {
        if (url().isEmpty() || url().get().equals(target.url()) || connected.isAt(url().get(), target.base())) {
            return;
        }
        throw new UsageException(
                "these are two databases: db-restore was told " + DatabaseUrl.shown(target.url()) + ", and " + place()
                        + " says " + DatabaseUrl.shown(url().get()) + ". Nothing was done",
                "Leave the first out to take that of " + name()
                        + ". If they are the same, or the first is meant, repeat it" + " as: --option url="
                        + DatabaseUrl.shown(target.url()));
    }

    void run(Action action, DataSource database) throws Exception {
        inItsWorld(hook, () -> {
            switch (action) {
                case RESET -> hook.reset(database, settings.options());
                case MIGRATE -> hook.migrate(database, settings.options());
            }
            return hook;
        });
    }

    /** What the tool says, without its password. */
    String withoutSecrets(String message) {
        return password()
                .filter(secret -> !secret.isEmpty())
                .map(secret -> message.replace(secret, "***"))
                .orElse(message);
    }

    /** Tools look for their own parts with the thread's class loader, and a plugin has one of its own. */
    private static <T> T inItsWorld(ResetHook hook, Callable<T> work) throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(hook.getClass().getClassLoader());
        try {
            return work.call();
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
