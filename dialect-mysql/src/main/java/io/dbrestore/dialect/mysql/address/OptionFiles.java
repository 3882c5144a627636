package io.dbrestore.dialect.mysql.address;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What MySQL's own programs read before anything else: {@code ~/.my.cnf} and its like, the groups that are for every
 * client. The encrypted {@code .mylogin.cnf} is not read, nor what these files include.
 */
final class OptionFiles {

    private static final Set<String> GROUPS = Set.of("client", "client-server", "client-mariadb");

    private OptionFiles() {}

    /** The settings of all files, the user's own above the system's; names with dashes. */
    static Map<String, String> read(Path home) {
        Map<String, String> settings = new LinkedHashMap<>();
        for (Path file : List.of(Path.of("/etc/my.cnf"), Path.of("/etc/mysql/my.cnf"), home.resolve(".my.cnf"))) {
            if (Files.isRegularFile(file) && Files.isReadable(file)) {
                read(file, settings);
            }
        }
        return settings;
    }

    private static void read(Path file, Map<String, String> settings) {
        String text;
        try {
            text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException unreadable) { // as if it were not there, as for MySQL's programs
            return;
        }
        boolean ours = false;
        for (String line : text.lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                ours = line.endsWith("]") && GROUPS.contains(line.substring(1, line.length() - 1));
            } else if (ours && !line.isEmpty() && "#;!".indexOf(line.charAt(0)) < 0) {
                int equals = line.indexOf('=');
                String name = (equals < 0 ? line : line.substring(0, equals)).strip();
                settings.put(name.replace('_', '-'), equals < 0 ? "" : value(line.substring(equals + 1)));
            }
        }
    }

    /** In quotes or up to a comment; with the escapes that MySQL's programs know. */
    private static String value(String text) {
        String bare = text.strip();
        boolean quoted = bare.length() > 1
                && (bare.charAt(0) == '"' || bare.charAt(0) == '\'')
                && bare.indexOf(bare.charAt(0), 1) > 0;
        String inside = quoted ? bare.substring(1, bare.indexOf(bare.charAt(0), 1)) : bare.replaceFirst("\\s+#.*$", "");
        return inside.replace("\\s", " ").replace("\\t", "\t").replace("\\\\", "\\");
    }
}
