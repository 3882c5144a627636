package io.dbrestore.cli;

import java.util.function.UnaryOperator;
import javax.sql.DataSource;

/** A migration tool's own work on the schema, in this process. */
final class HookCall implements SchemaChange {

    private final ConfiguredTool tool;
    private final Action action;
    private final UnaryOperator<String> withoutSecrets;

    /** @param withoutSecrets makes what the tool says about a failure fit to be shown */
    HookCall(ConfiguredTool tool, Action action, UnaryOperator<String> withoutSecrets) {
        this.tool = tool;
        this.action = action;
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

    @Override
    public String shown() {
        return tool.name() + "'s " + action;
    }

    @Override
    public void run(DataSource database) throws SchemaChangeException {
        try {
            tool.run(action, database);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw SchemaChangeException.failed(shown() + " was interrupted", e);
        } catch (Exception | LinkageError e) { // it is somebody else's code, and its failure is not ours
            String reason = e.getMessage() == null ? e.toString() : e.getMessage();
            String said = withoutSecrets.apply(tool.withoutSecrets(reason.strip()));
            throw SchemaChangeException.failed(shown() + " failed: " + said, e);
        }
    }
}
