package io.dbrestore.dialect.mysql.catalog;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the user may read, as the server tells it: active roles are in it. */
final class Grants {

    private static final Pattern GRANT = Pattern.compile(
            "(GRANT|REVOKE) (.+?) ON (?:TABLE )?(\\*|`(?:[^`]|``)+`)\\.(\\*|`(?:[^`]|``)+`) (?:TO|FROM) .*",
            Pattern.DOTALL);

    /** A grant of, or a restriction on, SELECT; for the whole database if no table is named. */
    private record OnSelect(boolean granted, boolean everywhere, Optional<String> table) {}

    private final List<OnSelect> grants = new ArrayList<>();

    private Grants() {}

    /** Those that concern {@code database}. */
    static Grants of(Connection connection, String database) throws SQLException {
        Grants grants = new Grants();
        for (String line : Query.list(connection, "SHOW GRANTS", row -> row.getString(1))) {
            grants.add(line, database);
        }
        return grants;
    }

    private void add(String line, String database) {
        Matcher matcher = GRANT.matcher(line);
        if (!matcher.matches() || !hasSelect(matcher.group(2))) {
            return;
        }
        String where = matcher.group(3);
        if (where.equals("*") || pattern(unquoted(where)).matcher(database).matches()) {
            String table = matcher.group(4);
            grants.add(new OnSelect(
                    matcher.group(1).equals("GRANT"),
                    where.equals("*"),
                    table.equals("*") ? Optional.empty() : Optional.of(unquoted(table))));
        }
    }

    /** A right on some columns stands there with their names in parentheses, and does not count. */
    private static boolean hasSelect(String privileges) {
        String whole = privileges.replaceAll("[A-Z ]+\\((?:[^`)]|`(?:[^`]|``)*`)*\\)", "");
        return List.of(whole.toUpperCase(Locale.ROOT).split(", *")).stream()
                .anyMatch(right -> right.equals("SELECT") || right.startsWith("ALL"));
    }

    private static String unquoted(String identifier) {
        return identifier.substring(1, identifier.length() - 1).replace("``", "`");
    }

    /** In a grant, the name of a database is a pattern of LIKE. */
    private static Pattern pattern(String like) {
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < like.length(); i++) {
            char c = like.charAt(i);
            if (c == '\\' && i + 1 < like.length()) {
                regex.append(Pattern.quote(String.valueOf(like.charAt(++i))));
            } else {
                regex.append(c == '%' ? ".*" : c == '_' ? "." : Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    /** Whether all tables of the database may be read, and are therefore listed. */
    boolean readDatabase() {
        boolean restricted = grants.stream().anyMatch(grant -> !grant.granted());
        return grants.stream()
                .anyMatch(grant -> grant.granted() && grant.table().isEmpty() && (!grant.everywhere() || !restricted));
    }

    boolean read(String table) {
        return readDatabase()
                || grants.stream()
                        .anyMatch(grant -> grant.granted() && grant.table().equals(Optional.of(table)));
    }
}
