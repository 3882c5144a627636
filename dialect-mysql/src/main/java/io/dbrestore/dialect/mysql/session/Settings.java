package io.dbrestore.dialect.mysql.session;

import static java.util.stream.Collectors.joining;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The settings that a connection had before {@link #pin} gave it those of {@link Setting#PINNED}. */
final class Settings {

    /** What the server made of a text with characters of two, three and four bytes. */
    private static final String PROBE = "\u00fc\u20ac\ud83d\ude00";

    private static final String PROBE_BYTES = "C3BCE282ACF09F9880";

    private final Connection connection;
    private final List<Setting> before;
    private final DriverMode driver;

    private Settings(Connection connection, List<Setting> before, DriverMode driver) {
        this.connection = connection;
        this.before = before;
        this.driver = driver;
    }

    /** Sets all of them, or none. */
    static Settings pin(Connection connection) throws SQLException {
        List<Setting> known = known(connection);
        List<Setting> current = current(connection, known);
        List<Setting> changed = new ArrayList<>();
        List<Setting> before = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            if (known.get(i).needed()) {
                changed.add(known.get(i));
                before.add(current.get(i));
            }
        }
        set(connection, changed);
        Settings settings = new Settings(connection, before, DriverMode.withBackslashes(connection));
        try {
            for (int i = 0; i < known.size(); i++) {
                if (!known.get(i).needed() && !known.get(i).value().equalsIgnoreCase(bare(current.get(i)))) {
                    settings.wish(known.get(i), current.get(i));
                }
            }
            settings.requireUtf8();
        } catch (SQLException e) {
            settings.putBackAfter(e);
            throw e;
        }
        return settings;
    }

    /** Makes all of them what they were. */
    void putBack() throws SQLException {
        driver.putBack();
        set(connection, before);
    }

    private void putBackAfter(SQLException cause) {
        try {
            putBack();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Some settings take a right that users seldom have; what they are for, such as staging tables, does without too. */
    private void wish(Setting wanted, Setting current) throws SQLException {
        try {
            set(connection, List.of(wanted));
            before.add(current);
        } catch (SQLException e) {
            if (!Errors.isMissingRight(e)) {
                throw e;
            }
        }
    }

    /** A driver that was told another encoding would spoil every text without anybody noticing. */
    private void requireUtf8() throws SQLException {
        String bytes = Sql.rows(connection, "SELECT HEX('" + PROBE + "')", row -> row.getString(1))
                .get(0);
        if (!PROBE_BYTES.equals(bytes)) {
            throw new SQLException(
                    "the driver of this connection does not send text as UTF-8: the server got " + bytes + " for "
                            + PROBE_BYTES + ". Add characterEncoding=UTF-8 to the connection's URL",
                    "08001");
        }
    }

    private static List<Setting> known(Connection connection) throws SQLException {
        String names = Setting.PINNED.stream().map(Setting::name).collect(joining("', '", "'", "'"));
        Set<String> there = new HashSet<>(Sql.rows(
                connection, "SHOW SESSION VARIABLES WHERE Variable_name IN (" + names + ")", row -> row.getString(1)));
        return Setting.PINNED.stream()
                .filter(setting -> there.contains(setting.name()))
                .toList();
    }

    private static List<Setting> current(Connection connection, List<Setting> settings) throws SQLException {
        String query =
                settings.stream().map(setting -> "@@SESSION." + setting.name()).collect(joining(", ", "SELECT ", ""));
        return Sql.rows(connection, query, row -> {
                    List<Setting> current = new ArrayList<>();
                    for (int i = 0; i < settings.size(); i++) {
                        current.add(settings.get(i).as(literal(row.getObject(i + 1))));
                    }
                    return current;
                })
                .get(0);
    }

    static Setting current(Connection connection, Setting setting) throws SQLException {
        return current(connection, List.of(setting)).get(0);
    }

    private static String literal(@Nullable Object value) {
        if (value == null) {
            return "NULL";
        }
        boolean bare = value instanceof Number || value.equals("DEFAULT"); // system_versioning_asof takes no other
        return bare ? value.toString() : "'" + value + "'"; // no variable here holds a quote
    }

    private static String bare(Setting setting) {
        return setting.value().replace("'", "");
    }

    private static void set(Connection connection, List<Setting> settings) throws SQLException {
        Sql.run(connection, settings.stream().map(Setting::assignment).collect(joining(", ", "SET ", "")));
    }
}
