package io.dbrestore.cli;

import io.dbrestore.cli.ResultTable.Align;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import tools.jackson.core.JsonGenerator;

/** A restore's report, as it is shown. */
final class RestoreResult {

    private RestoreResult() {}

    /** Shows it to people. */
    static void show(RestoreReport report, Screen screen) {
        screen.result(table(report));
        report.warnings().forEach(screen::warning);
        String what = "(" + Numbers.rows(report.totalRows()) + " across "
                + Numbers.counted(report.tables().size(), "table") + ")";
        screen.result(
                report.dryRun() ? "Dry run: this is what a restore would do " + what : "Restore complete " + what);
    }

    static ResultTable table(RestoreReport report) {
        ResultTable table = new ResultTable()
                .column("Table", Align.LEFT)
                .column("Rows", Align.RIGHT)
                .column("Strategy", Align.LEFT);
        List<Figure> figures = figures(report);
        figures.forEach(figure -> table.column(figure.heading(), Align.RIGHT));
        for (TableResult result : report.tables()) {
            List<String> cells = new ArrayList<>(
                    List.of(result.table().toString(), Numbers.count(result.rows()), Words.of(result.strategy())));
            figures.forEach(figure -> cells.add(Numbers.count(figure.of().applyAsLong(result))));
            table.row(cells);
        }
        List<String> totals = new ArrayList<>(List.of("Total", Numbers.count(report.totalRows()), ""));
        figures.forEach(figure -> totals.add(Numbers.count(sum(report, figure.of()))));
        table.totals(totals);
        return table;
    }

    /** A number that is told of each table. */
    private record Figure(String heading, ToLongFunction<TableResult> of) {}

    private static List<Figure> figures(RestoreReport report) {
        List<Figure> figures = new ArrayList<>(List.of(
                new Figure("Inserted", TableResult::inserted),
                new Figure("Updated", TableResult::updated),
                new Figure("Unchanged", TableResult::unchanged),
                new Figure("Skipped", TableResult::skipped)));
        if (sum(report, TableResult::deleted) > 0) {
            figures.add(new Figure("Deleted", TableResult::deleted));
        }
        return figures;
    }

    static long sum(RestoreReport report, ToLongFunction<TableResult> figure) {
        return report.tables().stream().mapToLong(figure).sum();
    }

    static void writeMembers(RestoreReport report, JsonGenerator json) {
        json.writeArrayPropertyStart("tables");
        for (TableResult result : report.tables()) {
            json.writeStartObject()
                    .writeStringProperty("table", result.table().toString())
                    .writeNumberProperty("rows", result.rows())
                    .writeStringProperty("strategy", Words.of(result.strategy()))
                    .writeNumberProperty("inserted", result.inserted())
                    .writeNumberProperty("updated", result.updated())
                    .writeNumberProperty("unchanged", result.unchanged())
                    .writeNumberProperty("skipped", result.skipped())
                    .writeNumberProperty("deleted", result.deleted())
                    .writeEndObject();
        }
        json.writeEndArray()
                .writeNumberProperty("totalRows", report.totalRows())
                .writeBooleanProperty("dryRun", report.dryRun())
                .writeArrayPropertyStart("warnings");
        report.warnings().forEach(json::writeString);
        json.writeEndArray();
    }
}
