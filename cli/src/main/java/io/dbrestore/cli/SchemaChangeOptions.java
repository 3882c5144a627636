package io.dbrestore.cli;

import io.dbrestore.cli.HookCall.Action;
import io.dbrestore.engine.extension.Extensions;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What is to change the schema, as it is typed: a migration tool, or the command behind {@code --}. */
final class SchemaChangeOptions {

    @Option(
            names = "--with",
            paramLabel = "NAME",
            description =
                    "Let a migration tool do it, instead of a command. The hooks that db-restore plugins lists can"
                            + " be named.")
    private @Nullable String tool;

    @Option(
            names = "--option",
            paramLabel = "KEY=VALUE",
            hideParamSyntax = true,
            description = "An option for that tool, in its own words, such as locations=filesystem:sql; may be given"
                    + " several times.")
    private Map<String, String> options = new LinkedHashMap<>();

    /** The plugins that this needs. */
    Extensions extensions(CommandLineMain main) {
        return tool == null ? main.extensions() : main.extensionsWithTools();
    }

    /** The tool that is meant, if one is. */
    Optional<ConfiguredTool> tool(Extensions extensions, CommandLineMain main) {
        if (tool == null) {
            return Optional.empty();
        }
        if (!main.wordsOfUserCommand().isEmpty()) {
            throw new UsageException("both --with and a command are given", "Leave one of them out.");
        }
        return Optional.of(ConfiguredTool.find(tool, options, extensions, main));
    }

    /** Finds the command that is meant, before anything happens. */
    SchemaChange command(Action action, CommandLineMain main) {
        List<String> command = main.wordsOfUserCommand();
        if (command.isEmpty()) {
            throw new UsageException(
                    "there is no command to run",
                    "It goes behind two dashes, such as: -- npx prisma migrate "
                            + (action == Action.RESET ? "reset" : "dev"));
        }
        if (!options.isEmpty()) {
            throw new UsageException("--option is for the tool of --with, and there is none", "");
        }
        return new UserCommand(command, main.surroundings(), main.screen().isJson());
    }
}
