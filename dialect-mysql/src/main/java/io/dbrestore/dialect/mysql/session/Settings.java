package io.dbrestore.dialect.mysql.session;

import static java.util.stream.Collectors.joining;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.dialect.mysql.driver.DriverMode;
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

    /** To be set before anything is asked: it would cut the answer. */
    private static final Setting UNLIMITED = Setting.of("sql_select_limit");

    private final Connection connection;
    private final List<Setting> before = new ArrayList<>();
    private DriverMode driver = () -> {};

    private Settings(Connection connection) {
        this.connection = connection;
    }

    /** Sets all of them, or none. */
    static Settings pin(Connection connection) throws SQLException {
        Settings settings = new Settings(connection);
        try {
            settings.pin();
            settings.requireUtf8();
        } catch (SQLException e) {
            settings.putBackAfter(e);
            throw e;
        }
        return settings;
    }

    private void pin() throws SQLException {
        pin(List.of(UNLIMITED));
        List<Setting> known = known(connection);
        pin(known.stream().filter(Setting::needed).toList());
        driver = DriverAccess.to(connection).withBackslashes();
        for (Setting setting : known) {
            if (!setting.needed()) {
                wish(setting);
            }
        }
    }

    private void pin(List<Setting> settings) throws SQLException {
        List<Setting> current = current(connection, settings);
        set(connection, settings);
        before.addAll(current);
    }

    /** Some settings take a right that users seldom have; what they are for, such as staging tables, does without too. */
    private void wish(Setting setting) throws SQLException {
        if (setting.value()
                .equalsIgnoreCase(current(connection, setting).value().replace("'", ""))) {
            return;
        }
        try {
            pin(List.of(setting));
        } catch (SQLException e) {
            if (!Errors.isMissingRight(e)) {
                throw e;
            }
        }
    }

    /** Makes all of them what they were. */
    void putBack() throws SQLException {
        driver.putBack();
        if (!before.isEmpty()) {
            set(connection, before);
        }
    }

    private void putBackAfter(SQLException cause) {
        try {
            putBack();
        } catch (SQLException e) {
            cause.addSuppressed(e);
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
                .filter(setting -> there.contains(setting.name()) && !setting.equals(UNLIMITED))
                .toList();
    }

    private static List<Setting> current(Connection connection, List<Setting> settings) throws SQLException {
        String query = settings.stream()
                .map(setting -> "@@SESSION." + setting.name())
                .collect(joining(", ", "SELECT ", " LIMIT 1")); // which goes before sql_select_limit
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

    private static void set(Connection connection, List<Setting> settings) throws SQLException {
        Sql.run(connection, settings.stream().map(Setting::assignment).collect(joining(", ", "SET ", "")));
    }
}
