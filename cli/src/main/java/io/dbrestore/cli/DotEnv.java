package io.dbrestore.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The settings in one {@code .env} file, by the rules that the tools which read such files agree on: {@code NAME=value} or
 * {@code export NAME=value}; a value in single quotes or backticks is taken as it is; in double quotes {@code \n},
 * {@code \r}, {@code \t}, {@code \"}, {@code \\} and {@code \$} are escapes; quoted values may span lines; without quotes
 * a value ends before {@code " #"}. Without single quotes or backticks <code>${NAME}</code> and
 * <code>${NAME:-default}</code> are filled in. The last of several lines with one name counts.
 */
final class DotEnv {

    private static final Pattern SETTING = Pattern.compile("""
            (?mx)
            ^\\h* (?:export\\h+)? (?<name>[A-Za-z_][A-Za-z0-9_.-]*) \\h*=\\h*
            (?: '(?<single>[^']*+)'
              | `(?<back>[^`]*+)`
              | "(?<double>[^"\\\\]*+(?:\\\\.[^"\\\\]*+)*+)"
              | (?<plain>[^\\r\\n]*+) )
            """);
    private static final Pattern COMMENT = Pattern.compile("(^|\\h)#.*$");
    private static final Pattern ESCAPE = Pattern.compile("\\\\([nrt\"\\\\$])");
    private static final Pattern REFERENCE = Pattern.compile("(?<!\\\\)\\$\\{[A-Za-z_][A-Za-z0-9_]*(?::-[^}]*)?}");

    private final Path file;
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> missing = new HashMap<>();

    private DotEnv(Path file) {
        this.file = file;
    }

    /** Reads {@code file}; without it there are no settings. */
    static DotEnv read(Path file, Function<String, Optional<String>> environment) {
        DotEnv settings = new DotEnv(file);
        if (Files.isRegularFile(file)) {
            settings.parse(text(file), environment);
        }
        return settings;
    }

    private static String text(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UsageException("cannot read " + file + ": " + e.getMessage(), "", e);
        }
    }

    Optional<String> get(String name) {
        String unknown = missing.get(name);
        if (unknown != null) {
            throw new UsageException(
                    name + " in " + file + " refers to ${" + unknown + "}, which is not set",
                    "Set " + unknown + ", or say what to use with --url.");
        }
        return Optional.ofNullable(values.get(name)).filter(value -> !value.isEmpty());
    }

    private void parse(String text, Function<String, Optional<String>> environment) {
        Matcher setting = SETTING.matcher(text);
        while (setting.find()) {
            String name = setting.group("name");
            missing.remove(name);
            if (setting.group("single") != null) {
                values.put(name, setting.group("single"));
            } else if (setting.group("back") != null) {
                values.put(name, setting.group("back"));
            } else if (setting.group("double") != null) {
                values.put(name, unescape(fillIn(name, setting.group("double"), environment)));
            } else {
                String plain =
                        COMMENT.matcher(setting.group("plain")).replaceFirst("").strip();
                values.put(name, fillIn(name, plain, environment));
            }
        }
    }

    private static String unescape(String text) {
        return ESCAPE.matcher(text)
                .replaceAll(escape -> Matcher.quoteReplacement(
                        switch (escape.group(1)) {
                            case "n" -> "\n";
                            case "r" -> "\r";
                            case "t" -> "\t";
                            default -> escape.group(1);
                        }));
    }

    private String fillIn(String name, String text, Function<String, Optional<String>> environment) {
        return REFERENCE.matcher(text).replaceAll(reference -> {
            String referred = text.substring(reference.start() + 2, reference.end() - 1);
            int colon = referred.indexOf(":-");
            String variable = colon < 0 ? referred : referred.substring(0, colon);
            Optional<String> value = environment.apply(variable).or(() -> Optional.ofNullable(values.get(variable)));
            if (value.isEmpty() && colon < 0) {
                missing.put(name, variable);
            }
            return Matcher.quoteReplacement(value.orElse(colon < 0 ? "" : referred.substring(colon + 2)));
        });
    }
}
