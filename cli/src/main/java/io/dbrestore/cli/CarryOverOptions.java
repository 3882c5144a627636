package io.dbrestore.cli;

import io.dbrestore.cli.HookCall.Action;
import io.dbrestore.engine.extension.Extensions;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import picocli.CommandLine.Mixin;

/** What {@code reset} and {@code migrate} have in common, as it is typed. */
final class CarryOverOptions {

    @Mixin
    private final TargetOptions targetOptions = new TargetOptions();

    @Mixin
    private final SchemaChangeOptions changing = new SchemaChangeOptions();

    @Mixin
    private final DumpingOptions dumping = new DumpingOptions();

    @Mixin
    private final MergeOptions merging = new MergeOptions();

    @Mixin
    private final GuardOptions guarding = new GuardOptions();

    /**
     * Carries the rows over the change. A reset is confirmed first.
     *
     * @param restores whether to restore once the schema is changed
     * @param restoresAfterFailure whether to try that too where the change failed
     */
    void run(Action action, BooleanSupplier restores, boolean restoresAfterFailure, CommandLineMain main) {
        Guard guard = guarding.guard(main);
        try (Extensions extensions = changing.extensions(main)) {
            Optional<ConfiguredTool> tool = changing.tool(extensions, main);
            tool.ifPresent(found -> found.refuse(action));
            Target target = targetOptions.target(tool, main);
            Login login = targetOptions.login(target, extensions, main);
            SchemaChange change = tool.<SchemaChange>map(found -> new HookCall(found, action, login::withoutSecrets))
                    .orElseGet(() -> changing.command(action, main));
            new CarryOver(
                            login,
                            extensions,
                            dumping.prepare(target, main),
                            new Restoring(target, merging.options(), guard, main),
                            target.command("restore") + dumping.argumentOfRestore(main) + merging.argumentsOfRestore(),
                            main)
                    .over(
                            change,
                            database -> {
                                tool.ifPresent(found -> found.refuseOther(target, database));
                                confirm(action, change, guard, target.reaching(database.jdbcUrl()));
                            },
                            restores,
                            restoresAfterFailure);
        }
    }

    private static void confirm(Action action, SchemaChange change, Guard guard, Target target) {
        switch (action) {
            case RESET ->
                guard.pass(
                        target,
                        change.shown()
                                + " will run and may delete every row; they are dumped before and restored after it");
            case MIGRATE -> {} // it is not meant to destroy anything
        }
    }
}
