package io.dbrestore.engine.restore;

import static java.util.stream.Collectors.joining;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Failure;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.UniqueKey;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Says which rows cannot both be there. */
final class Conflicts {

    private static final String UNHARMED = " Nothing was restored; the dump is unharmed";

    private Conflicts() {}

    static DbRestoreException clash(
            TablePlan plan, UniqueKey unique, List<Column> columns, List<List<String>> clashes) {
        int keySize = plan.keyColumns().size();
        String rows = clashes.stream()
                .map(clash -> "row " + clash.get(0) + " of the dump ("
                        + values(plan.keyColumns(), clash.subList(1, 1 + keySize))
                        + ") and the row of the database with "
                        + values(plan.keyColumns(), clash.subList(1 + keySize, 1 + 2 * keySize)) + " both have "
                        + values(columns, clash.subList(1 + 2 * keySize, clash.size())))
                .collect(joining("; "));
        return conflict(
                "rows clash on unique key " + unique.name() + " of " + plan.shown() + ": " + rows + ".",
                "change or delete one of the two rows, or leave the table out with --exclude " + plan.shown()
                        + ", then restore again");
    }

    static DbRestoreException cannotSwap(TablePlan plan, UniqueKey unique) {
        return conflict(
                "rows of " + plan.shown() + " swap their values of unique key " + unique.name()
                        + ", and none of its columns can take another value for a moment.",
                "drop the unique key meanwhile, restore, and create it again");
    }

    static DbRestoreException sameKeyTwice(TablePlan plan, String firstRow, String secondRow) {
        return conflict(
                "rows " + firstRow + " and " + secondRow + " of "
                        + plan.shown()
                        + " in the dump have keys (" + String.join(", ", plan.key())
                        + ") that are the same to the database.",
                "if the collation of the column has changed, change it back; else delete one of the two rows");
    }

    static DbRestoreException violation(TablePlan plan, OptionalLong row, SQLException cause) {
        String which = row.isPresent() ? String.format(Locale.ROOT, "row %,d", row.getAsLong()) : "a row";
        return new DbRestoreException(
                Failure.CONFLICT,
                which + " of " + plan.shown() + " in the dump breaks a rule of the database: " + cause.getMessage()
                        + "." + UNHARMED,
                "change the row or the rule, or leave the table out with --exclude " + plan.shown()
                        + ", then restore again",
                cause);
    }

    private static DbRestoreException conflict(String what, String hint) {
        return new DbRestoreException(Failure.CONFLICT, what + UNHARMED, hint);
    }

    static String values(List<Column> columns, List<String> values) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < columns.size(); i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(columns.get(i).name())
                    .append(" = ")
                    .append(values.get(i));
        }
        return text.toString();
    }
}
