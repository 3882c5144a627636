package io.dbrestore.cli;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.extension.Extensions;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line as picocli sees it: what all commands have in common, and what becomes of their failures. */
@Command(
        name = "db-restore",
        description = "Keeps the rows of a development database across a reset of its schema.",
        mixinStandardHelpOptions = true,
        versionProvider = CommandLineMain.OwnVersion.class,
        scope = ScopeType.INHERIT,
        synopsisSubcommandLabel = "COMMAND",
        usageHelpAutoWidth = false,
        usageHelpWidth = 100,
        sortOptions = false)
final class CommandLineMain {

    private static final Map<String, Function<CommandLineMain, Object>> COMMANDS = commands();
    private static final Set<String> TAKING_COMMANDS = Set.of("reset", "migrate");

    private final Surroundings surroundings;

    @Option(
            names = "--url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "The database, instead of a profile: postgres://..., mysql://..., sqlite:FILE, jdbc:...")
    private @Nullable String url;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            description = "Print one JSON document on standard output, also for errors.")
    private boolean json;

    @Option(
            names = {"-q", "--quiet"},
            scope = ScopeType.INHERIT,
            description = "Print nothing but warnings and errors.")
    private boolean quiet;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Print the log, and where in the program an error comes from.")
    private boolean verbose;

    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colors; NO_COLOR does the same.")
    private boolean noColour;

    @Option(
            names = {"-y", "--yes"},
            scope = ScopeType.INHERIT,
            description = "Answer yes to every question, but not to the one whether this is development.")
    private boolean yes;

    @Option(
            names = "--config-dir",
            paramLabel = "DIR",
            scope = ScopeType.INHERIT,
            description = "Where profiles and their dumps are kept, instead of ~/.config/db-restore.")
    private @Nullable String configurationFolder;

    private List<String> wordsOfUserCommand = List.of();

    private CommandLineMain(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** In the order of the help. */
    private static Map<String, Function<CommandLineMain, Object>> commands() {
        Map<String, Function<CommandLineMain, Object>> commands = new LinkedHashMap<>();
        commands.put("setup", SetupCommand::new);
        commands.put("dump", DumpCommand::new);
        commands.put("restore", RestoreCommand::new);
        commands.put("reset", ResetCommand::new);
        commands.put("migrate", MigrateCommand::new);
        commands.put("profiles", ProfilesCommand::new);
        commands.put("remove", RemoveCommand::new);
        commands.put("plugins", PluginsCommand::new);
        commands.put("demo", DemoCommand::new);
        commands.put("completion", CompletionCommand::new);
        return commands;
    }

    /** Parses and runs one command. The result is the exit code. */
    static int run(Surroundings surroundings, String... arguments) {
        // Looking at the options of a command takes picocli longer than a small dump does.
        boolean named = arguments.length > 0 && COMMANDS.containsKey(arguments[0]);
        CommandLine commandLine = commandLine(surroundings, named ? Set.of(arguments[0]) : COMMANDS.keySet());
        CommandLineMain main = (CommandLineMain) commandLine.getCommand();
        List<String> words = List.of(arguments);
        int end = endOfOurs(words);
        main.wordsOfUserCommand = words.subList(Math.min(end + 1, words.size()), words.size());
        commandLine.setExecutionStrategy(parsed -> {
            if (main.verbose) {
                // Read by the log before its first line.
                System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "debug");
            }
            try {
                return new CommandLine.RunLast().execute(parsed);
            } catch (LinkageError | OutOfMemoryError | StackOverflowError e) { // picocli lets these through
                return main.failed(ExitCode.UNEXPECTED, e.toString(), main.whereFrom(), e);
            }
        });
        return commandLine.execute(words.subList(0, end).toArray(String[]::new));
    }

    /** Where the command of the user's begins, which is not for picocli to look at; the end if there is none. */
    private static int endOfOurs(List<String> words) {
        int dashes = words.indexOf("--");
        boolean takesCommand = dashes >= 0 && TAKING_COMMANDS.stream().anyMatch(words.subList(0, dashes)::contains);
        return takesCommand ? dashes : words.size();
    }

    /** All commands, for their help and for completion. */
    static CommandLine commandLine(Surroundings surroundings) {
        return commandLine(surroundings, COMMANDS.keySet());
    }

    private static CommandLine commandLine(Surroundings surroundings, Set<String> commands) {
        CommandLineMain main = new CommandLineMain(surroundings);
        CommandLine commandLine = new CommandLine(main);
        COMMANDS.forEach((name, command) -> {
            if (commands.contains(name)) {
                commandLine.addSubcommand(command.apply(main));
            }
        });
        commandLine.getSubcommands().values().forEach(CommandLineMain::shortenHelp);
        commandLine.getSubcommands().values().forEach(EnumWords::useIn);
        shortenHelp(commandLine);
        return commandLine
                .setOverwrittenOptionsAllowed(true)
                .setAbbreviatedOptionsAllowed(false)
                .setUsageHelpLongOptionsMaxWidth(30)
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(surroundings.output(), true, surroundings.outputCharset()))
                .setErr(new PrintWriter(surroundings.error(), true, surroundings.outputCharset()))
                .setParameterExceptionHandler((failure, arguments) -> main.wrongUsage(failure, arguments))
                .setExecutionExceptionHandler(main.failures());
    }

    private static void shortenHelp(CommandLine command) {
        command.getCommandSpec().usageMessage().abbreviateSynopsis(true);
    }

    Surroundings surroundings() {
        return surroundings;
    }

    Screen screen() {
        return new Screen(surroundings, json, quiet, verbose, noColour);
    }

    ProgressDisplay progress() {
        return new ProgressDisplay(surroundings, quiet, System::nanoTime);
    }

    Questions questions() {
        return new Questions(surroundings.terminal(), yes || skipsPrompts());
    }

    /** Whether the first question of a guard is answered beforehand. */
    boolean saysYes() {
        return yes || skipsPrompts();
    }

    private boolean skipsPrompts() {
        return settings()
                .find("SKIP_BACKUP_PROMPT")
                .filter(found ->
                        found.value().equalsIgnoreCase("true") || found.value().equals("1"))
                .isPresent();
    }

    Settings settings() {
        return new Settings(surroundings);
    }

    Places places() {
        return new Places(surroundings, settings(), Optional.ofNullable(configurationFolder));
    }

    ProfileStore profiles() {
        return new ProfileStore(places().profiles());
    }

    Optional<String> url() {
        return Optional.ofNullable(url);
    }

    /** The command behind {@code --}; empty if there is none. */
    List<String> wordsOfUserCommand() {
        return wordsOfUserCommand;
    }

    /** What to type so that a profile is found where it was found now. */
    String configurationArgument() {
        return configurationFolder == null ? "" : " --config-dir " + Words.argument(configurationFolder);
    }

    /** The plugins of the installation and of the user, but for the tools of {@code --with}, which are big. */
    Extensions extensions() {
        return Extensions.in(Stream.concat(installed().stream(), Stream.of(places().plugins()))
                .toArray(Path[]::new));
    }

    /** All plugins. */
    Extensions extensionsWithTools() {
        return Extensions.in(Stream.of(
                        installed().stream(),
                        installed().map(plugins -> plugins.resolve("tools")).stream(),
                        Stream.of(places().plugins()))
                .flatMap(folders -> folders)
                .toArray(Path[]::new));
    }

    private Optional<Path> installed() {
        return surroundings.installation().map(installation -> installation.resolve("plugins"));
    }

    private int wrongUsage(ParameterException failure, String[] arguments) {
        for (String argument : arguments) {
            json |= argument.equals("--json"); // nothing is parsed where parsing failed
        }
        CommandLine command = failure.getCommandLine();
        String hint = nearest(failure)
                .map(nearest -> "Did you mean: " + nearest + "?\n")
                .orElse("");
        String message = unknownCommand(failure)
                .map(name -> "there is no command \"" + name + "\"")
                .orElseGet(() -> String.valueOf(failure.getMessage()));
        String see = "See: " + command.getCommandSpec().qualifiedName() + " --help";
        screen().failure(ExitCode.USAGE, message, hint + see, failure);
        return ExitCode.USAGE.number();
    }

    private static Optional<String> unknownCommand(ParameterException failure) {
        return failure instanceof UnmatchedArgumentException unmatched
                        && failure.getCommandLine().getParent() == null
                        && !unmatched.isUnknownOption()
                ? unmatched.getUnmatched().stream().findFirst()
                : Optional.empty();
    }

    /** What was probably meant; the first letter is hardly ever mistyped, and without this any word is near to another. */
    private static Optional<String> nearest(ParameterException failure) {
        if (!(failure instanceof UnmatchedArgumentException unmatched)) {
            return Optional.empty();
        }
        String typed = unmatched.getUnmatched().get(0);
        return unmatched.getSuggestions().stream()
                .filter(suggestion -> suggestion.regionMatches(0, typed, 0, typed.startsWith("--") ? 3 : 1))
                .findFirst();
    }

    private IExecutionExceptionHandler failures() {
        return (failure, command, parsed) -> {
            if (failure instanceof CarryOverException stopped) {
                return failed(stopped.exitCode(), String.valueOf(stopped.getMessage()), stopped.hint(), stopped);
            }
            if (surroundings.interruption().isRequested()) {
                return failed(
                        ExitCode.INTERRUPTED,
                        "interrupted: nothing was changed, and every dump is where it was",
                        "",
                        failure);
            }
            if (failure instanceof DbRestoreException known) {
                return failed(ExitCode.of(known.failure()), String.valueOf(known.getMessage()), known.hint(), known);
            }
            if (failure instanceof UsageException usage) {
                return failed(ExitCode.USAGE, String.valueOf(usage.getMessage()), usage.hint(), usage);
            }
            return failed(
                    ExitCode.UNEXPECTED,
                    failure.getMessage() == null ? failure.toString() : failure.getMessage(),
                    whereFrom(),
                    failure);
        };
    }

    private String whereFrom() {
        return verbose ? "" : "Run it again with -v to see where this comes from.";
    }

    private int failed(ExitCode code, String message, String hint, Throwable failure) {
        screen().failure(code, message, hint, failure);
        return code.number();
    }

    /** Gives picocli the version that {@link Main} answers with. */
    static final class OwnVersion implements IVersionProvider {

        @Override
        public String[] getVersion() {
            return new String[] {Version.line()};
        }
    }
}
