package io.dbrestore.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * Writes the completion scripts from what picocli knows of the commands. picocli can write one for bash too, but that
 * one knows no profiles, and there is none for fish.
 */
final class Completion {

    private static final String BASH = """
            # Completion of db-restore for bash. Made by: db-restore completion bash
            _db_restore_profiles() {
                local file
                for file in "${DB_RESTORE_HOME:-${XDG_CONFIG_HOME:-$HOME/.config}/db-restore}/profiles"/*.json; do
                    [ -e "$file" ] || continue
                    file=${file##*/}
                    printf '%s\\n' "${file%.json}"
                done
            }

            _db_restore() {
                local current=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} command= word words=
                COMPREPLY=()
                for word in "${COMP_WORDS[@]:1:COMP_CWORD-1}"; do
                    case $word in
                        <names>)
                            command=$word
                            break
                            ;;
                    esac
                done
                case $command:$previous in
            <values>    esac
                case $command in
            <words>    esac
                COMPREPLY=($(compgen -W "$words" -- "$current"))
            }

            complete -F _db_restore db-restore
            """;

    private static final String FISH = """
            # Completion of db-restore for fish. Made by: db-restore completion fish
            function __db_restore_profiles
                set -l folder $DB_RESTORE_HOME
                if test -z "$folder"
                    set folder $HOME/.config/db-restore
                    if test -n "$XDG_CONFIG_HOME"
                        set folder $XDG_CONFIG_HOME/db-restore
                    end
                end
                for file in $folder/profiles/*.json
                    string replace -r '.*/(.*)\\.json$' '$1' $file
                end
            end

            complete -c db-restore -f
            """;

    private final CommandSpec program;

    Completion(CommandSpec program) {
        this.program = program;
    }

    String bash() {
        String values = commands()
                .flatMap(command ->
                        options(command).filter(Completion::takesValue).map(option -> bashValue(command, option)))
                .collect(Collectors.joining());
        String words = commands().map(this::bashWords).collect(Collectors.joining());
        return BASH.replace("<names>", String.join(" | ", names()))
                .replace("<values>", values)
                .replace("<words>", words);
    }

    /** zsh runs the script for bash. */
    String zsh() {
        return "autoload -U +X compinit && compinit\nautoload -U +X bashcompinit && bashcompinit\n" + bash();
    }

    String fish() {
        StringBuilder script = new StringBuilder(FISH);
        String none = "not __fish_seen_subcommand_from " + String.join(" ", names());
        commands().forEach(command -> {
            boolean isProgram = command.parent() == null;
            String where = isProgram ? none : "__fish_seen_subcommand_from " + command.name();
            if (!isProgram) {
                script.append(fishLine(
                        none,
                        "-a " + command.name(),
                        firstLine(command.usageMessage().description())));
                fishArguments(command).forEach(words -> script.append(fishLine(where, words, "")));
            }
            options(command)
                    .forEach(option ->
                            script.append(fishLine(where, fishOption(option), firstLine(option.description()))));
        });
        return script.toString();
    }

    private Stream<CommandSpec> commands() {
        return Stream.concat(
                Stream.of(program), program.subcommands().values().stream().map(command -> command.getCommandSpec()));
    }

    private List<String> names() {
        return List.copyOf(program.subcommands().keySet());
    }

    private static Stream<OptionSpec> options(CommandSpec command) {
        return command.options().stream().filter(option -> !option.hidden());
    }

    private static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    private static boolean takesFile(ArgSpec argument) {
        return Stream.of("DIR", "FILE", "DIR|FILE").anyMatch(argument.paramLabel()::equals);
    }

    private static boolean takesProfile(CommandSpec command) {
        return !command.name().equals("setup")
                && command.positionalParameters().stream()
                        .map(PositionalParamSpec::paramLabel)
                        .anyMatch("<profile>"::equals);
    }

    private static List<String> candidates(ArgSpec argument) {
        List<String> candidates = new ArrayList<>();
        if (argument.completionCandidates() != null) {
            StreamSupport.stream(argument.completionCandidates().spliterator(), false)
                    .forEach(candidates::add);
        }
        return candidates;
    }

    private static String bashValue(CommandSpec command, OptionSpec option) {
        String name = command.parent() == null ? "" : command.name();
        String patterns =
                Stream.of(option.names()).map(each -> name + ":" + each).collect(Collectors.joining(" | "));
        String reply = takesFile(option) ? "-f" : "-W \"" + String.join(" ", candidates(option)) + "\"";
        return "        " + patterns + ")\n            COMPREPLY=($(compgen " + reply
                + " -- \"$current\"))\n            return\n            ;;\n";
    }

    private String bashWords(CommandSpec command) {
        boolean isProgram = command.parent() == null;
        String words = Stream.of(
                        isProgram ? names().stream() : Stream.<String>empty(),
                        command.positionalParameters().stream().flatMap(each -> candidates(each).stream()),
                        takesProfile(command) ? Stream.of("$(_db_restore_profiles)") : Stream.<String>empty(),
                        options(command).map(OptionSpec::longestName))
                .flatMap(each -> each)
                .collect(Collectors.joining(" "));
        return "        " + (isProgram ? "''" : command.name()) + ") words=\"" + words + "\" ;;\n";
    }

    private static List<String> fishArguments(CommandSpec command) {
        List<String> arguments = new ArrayList<>();
        if (takesProfile(command)) {
            arguments.add("-a '(__db_restore_profiles)'");
        }
        command.positionalParameters().stream()
                .map(Completion::candidates)
                .filter(candidates -> !candidates.isEmpty())
                .forEach(candidates -> arguments.add("-a '" + String.join(" ", candidates) + "'"));
        return arguments;
    }

    private static String fishOption(OptionSpec option) {
        String names = Stream.of(option.names())
                .map(name -> name.startsWith("--") ? "-l " + name.substring(2) : "-s " + name.substring(1))
                .collect(Collectors.joining(" "));
        if (!takesValue(option)) {
            return names;
        }
        return takesFile(option) ? names + " -r -F" : names + " -x -a '" + String.join(" ", candidates(option)) + "'";
    }

    private static String fishLine(String where, String what, String description) {
        String described = description.isEmpty() ? "" : " -d '" + description.replace("'", "\\'") + "'";
        return "complete -c db-restore -n '" + where + "' " + what + described + "\n";
    }

    private static String firstLine(String[] description) {
        return description.length == 0
                ? ""
                : description[0].replaceAll("\\$\\{COMPLETION-CANDIDATES}", "").strip();
    }
}
