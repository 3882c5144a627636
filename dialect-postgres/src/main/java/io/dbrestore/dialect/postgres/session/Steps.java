package io.dbrestore.dialect.postgres.session;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The statements around a merge. References come back first, because PostgreSQL alters no table on which a check still
 * waits, and all of them are dropped before the first is added.
 */
final class Steps {

    private final List<String> before = new ArrayList<>();
    private final Set<String> checked = new TreeSet<>();
    private final Set<String> dropped = new TreeSet<>();
    private final List<String> added = new ArrayList<>();
    private final List<String> after = new ArrayList<>();
    private final List<String> last = new ArrayList<>();
    private final Set<String> altered = new TreeSet<>();

    /** Something that is switched off and on again. */
    void around(String off, String on) {
        before.add(off);
        after.add(on);
    }

    /** Something that is switched off without needing to be switched on. */
    void before(String statement) {
        before.add(statement);
    }

    /** Drops a constraint, quoted and with its schema, that is {@linkplain #add added} again. */
    void drop(String constraint, String statement) {
        dropped.add(constraint);
        before.add(statement);
    }

    /** A constraint, quoted and with its schema, of which everything that waits is checked after the merge. */
    void check(String constraint) {
        checked.add(constraint);
    }

    /** Puts a reference back that was dropped before. */
    void add(String statement) {
        added.add(statement);
    }

    /** The very last, when nothing is altered any more. */
    void last(String statement) {
        last.add(statement);
    }

    /** A table that nobody else may even read while it is altered. */
    void alters(String table) {
        altered.add(table);
    }

    Set<String> altered() {
        return altered;
    }

    List<String> beforeMerging() {
        return before;
    }

    List<String> afterMerging() {
        Stream<String> checks = checked.stream()
                .filter(constraint -> !dropped.contains(constraint))
                .map(constraint -> "SET CONSTRAINTS " + constraint + " IMMEDIATE");
        return Stream.of(checks, added.stream(), after.stream(), last.stream())
                .flatMap(statements -> statements)
                .toList();
    }
}
