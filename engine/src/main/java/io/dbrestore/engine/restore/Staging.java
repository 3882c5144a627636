package io.dbrestore.engine.restore;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.Column.Origin;
import io.dbrestore.spi.SqlSpelling;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.TableName;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A temporary table with rows of the dump, where they are sorted by what is to be done with them. Before the columns of
 * the target it has the number of the row in the dump, and its state: one of the constants below. In SQL it is called
 * {@code s}.
 */
final class Staging {

    /** The target has no row with this key; the state that every row starts with. */
    static final int NEW = 0;
    /** The target has a row with this key and other values. */
    static final int CHANGED = 1;
    /** The target has the very same row. */
    static final int SAME = 2;

    private final Sql sql;
    private final SqlSpelling spelling;
    private final TableName name;
    private final Column number;
    private final Column state;
    private final List<Column> columns;

    private Staging(Sql sql, SqlSpelling spelling, TableName name, List<Column> columns) {
        this.sql = sql;
        this.spelling = spelling;
        this.name = name;
        this.number = own("dbrestore_row", columns);
        this.state = own("dbrestore_state", columns);
        this.columns = List.copyOf(columns);
    }

    /**
     * Creates an empty one.
     *
     * @param columns the columns beside its own two
     */
    static Staging create(Sql sql, SqlSpelling spelling, String name, List<Column> columns) throws SQLException {
        Staging staging = new Staging(sql, spelling, spelling.staging(sql.fresh(name)), columns);
        sql.execute(spelling.createStaging(staging.name, staging.asTable().columns()));
        String drop = spelling.dropStaging(staging.name);
        if (!drop.isEmpty()) {
            sql.owe(drop);
        }
        return staging;
    }

    /** The same one, its columns with the JDBC types that the database says they have; a dump does not keep those. */
    Staging described() throws SQLException {
        int[] jdbcTypes = sql.jdbcTypes("SELECT *" + from() + " WHERE 1 = 0");
        List<Column> described = IntStream.range(0, columns.size())
                .mapToObj(i -> columns.get(i).withJdbcType(jdbcTypes[i + 2]))
                .toList();
        return new Staging(sql, spelling, name, described);
    }

    /** A column of our own whose name is none of the user's. */
    private static Column own(String name, List<Column> columns) {
        StringBuilder free = new StringBuilder(name);
        while (columns.stream().anyMatch(column -> column.name().contentEquals(free))) {
            free.append('_');
        }
        return new Column(free.toString(), Types.BIGINT, "bigint", true, false, Origin.GIVEN);
    }

    TableName name() {
        return name;
    }

    /** The table with all its columns, for a dialect to load. */
    Table asTable() {
        List<Column> all =
                Stream.concat(Stream.of(number, state), columns.stream()).toList();
        return new Table(name, all, List.of(), List.of(), List.of());
    }

    /** The number's column, for SQL. */
    String number() {
        return number("s");
    }

    /** The number's column, for SQL in which this table has another alias. */
    String number(String alias) {
        return alias + "." + spelling.quote(number.name());
    }

    /** Which rows are in that state, for SQL. */
    String in(int someState) {
        return "s." + spelling.quote(state.name()) + " = " + someState;
    }

    /** {@code FROM} this table. */
    String from() {
        return " FROM " + spelling.quote(name) + " s";
    }

    /** Lets rows be found by these columns. */
    void index(List<String> key) throws SQLException {
        String index = spelling.indexStaging(name, key);
        if (!index.isEmpty()) {
            sql.execute(index);
        }
    }

    /** Lets rows be found by their number. */
    void indexNumber() throws SQLException {
        index(List.of(number.name()));
    }

    /** Inserts what a query gives: a number, a state, and a value for each column. */
    void fill(String query) throws SQLException {
        sql.execute(spelling.insertInto(name, asTable().columns()) + " " + query);
    }

    /**
     * Gives rows that meet a row {@code t} of the target the state that {@code value} says.
     *
     * @param condition which row of {@code t} a row meets, never more than one
     */
    void classify(Table target, String condition, String value) throws SQLException {
        sql.execute(spelling.classify(target, name, state, value, condition));
    }

    void setState(int newState, String condition) throws SQLException {
        sql.execute("UPDATE " + spelling.quote(name) + " AS s SET " + spelling.quote(state.name()) + " = " + newState
                + " WHERE " + condition);
    }

    long count(String condition) throws SQLException {
        return sql.number("SELECT COUNT(*)" + from() + " WHERE " + condition);
    }

    /** To be called when all went well; after a failure {@link Sql#settleAfter} sees to it. */
    void drop() throws SQLException {
        String drop = spelling.dropStaging(name);
        if (!drop.isEmpty()) {
            sql.settle(drop);
        }
    }
}
