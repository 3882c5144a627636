package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.spi.Column;
import io.dbrestore.spi.SqlSpelling;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Which of the columns that no longer take NULL are NULL in some of the staged rows. Rows of one pattern are written
 * together and without those columns, so that an inserted row gets the defaults and an updated one keeps what it has.
 *
 * @param absent the names of those columns
 * @param condition which rows of {@code s} are of this pattern
 */
record NullPattern(Set<String> absent, String condition) {

    /** Every pattern that occurs. */
    static List<NullPattern> of(Sql sql, SqlSpelling spelling, TablePlan plan, Staging staging) throws SQLException {
        if (plan.defaulted().isEmpty()) {
            return List.of(new NullPattern(Set.of(), "1 = 1"));
        }
        List<String> names = plan.defaulted().stream().sorted().toList();
        String flags = names.stream()
                .map(name -> "CASE WHEN s." + spelling.quote(name) + " IS NULL THEN 1 ELSE 0 END")
                .collect(joining(", "));
        List<NullPattern> patterns = new ArrayList<>();
        for (List<String> combination : sql.rows("SELECT DISTINCT " + flags + staging.from(), 0)) {
            Set<String> absent = new HashSet<>();
            List<String> conditions = new ArrayList<>();
            for (int i = 0; i < names.size(); i++) {
                boolean isNull = combination.get(i).equals("1");
                conditions.add("s." + spelling.quote(names.get(i)) + (isNull ? " IS NULL" : " IS NOT NULL"));
                if (isNull) {
                    absent.add(names.get(i));
                }
            }
            patterns.add(new NullPattern(absent, String.join(" AND ", conditions)));
        }
        return patterns;
    }

    /** Those of the columns that have a value in rows of this pattern. */
    List<Column> present(List<Column> columns) {
        return columns.stream()
                .filter(column -> !absent.contains(column.name()))
                .toList();
    }
}
