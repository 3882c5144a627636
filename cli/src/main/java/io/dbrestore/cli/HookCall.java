package io.dbrestore.cli;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.ResetHook;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A migration tool's own work on the schema, in this process. */
final class HookCall implements SchemaChange {

    private final ResetHook hook;
    private final Action action;
    private final Map<String, String> options;
    private final UnaryOperator<String> withoutSecrets;

    private HookCall(ResetHook hook, Action action, Map<String, String> options, UnaryOperator<String> withoutSecrets) {
        this.hook = hook;
        this.action = action;
        this.options = Map.copyOf(options);
        this.withoutSecrets = withoutSecrets;
    }

    /** What the tool is to do. */
    enum Action {
        RESET,
        MIGRATE;

        @Override
        public String toString() {
            return Words.of(this);
        }
    }

    /**
     * Work of the hook that is called {@code name}.
     *
     * @param withoutSecrets makes what the tool says about a failure fit to be shown
     */
    static HookCall of(
            String name,
            Extensions extensions,
            Action action,
            Map<String, String> options,
            UnaryOperator<String> withoutSecrets) {
        List<ResetHook> hooks = extensions.hooks();
        for (ResetHook hook : hooks) {
            if (hook.name().equals(name)) {
                return new HookCall(hook, action, options, withoutSecrets);
            }
        }
        String others = hooks.isEmpty()
                ? "there are none"
                : "there is: " + hooks.stream().map(ResetHook::name).sorted().collect(joining(", "));
        throw new UsageException(
                "there is no hook called " + name + "; " + others,
                "To see what was found, and what was wrong with it: db-restore plugins");
    }

    @Override
    public String shown() {
        return hook.name() + "'s " + action;
    }

    /** Tools look for their own parts with the thread's class loader, and a plugin has one of its own. */
    @Override
    public void run(DataSource database) throws SchemaChangeException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(hook.getClass().getClassLoader());
        try {
            switch (action) {
                case RESET -> hook.reset(database, options);
                case MIGRATE -> hook.migrate(database, options);
            }
        } catch (InterruptedException e) {
            thread.interrupt();
            throw SchemaChangeException.failed(shown() + " was interrupted", e);
        } catch (Exception | LinkageError e) { // it is somebody else's code, and its failure is not ours
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            throw SchemaChangeException.failed(shown() + " failed: " + withoutSecrets.apply(reason.strip()), e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
