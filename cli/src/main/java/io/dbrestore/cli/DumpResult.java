package io.dbrestore.cli;

import io.dbrestore.cli.ResultTable.Align;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.DumpReport.TableRows;
import io.dbrestore.spi.LeftOut;
import java.util.List;
import tools.jackson.core.JsonGenerator;

/** A dump's report, as it is shown. */
final class DumpResult {

    private DumpResult() {}

    static ResultTable table(DumpReport report) {
        ResultTable table = new ResultTable().column("Table", Align.LEFT).column("Rows", Align.RIGHT);
        report.tables().forEach(each -> table.row(List.of(each.table().toString(), Numbers.count(each.rows()))));
        table.totals(List.of("Total", Numbers.count(report.totalRows())));
        return table;
    }

    static void writeMembers(DumpReport report, JsonGenerator json) {
        json.writeArrayPropertyStart("tables");
        for (TableRows table : report.tables()) {
            json.writeStartObject()
                    .writeStringProperty("table", table.table().toString())
                    .writeNumberProperty("rows", table.rows())
                    .writeEndObject();
        }
        json.writeEndArray()
                .writeNumberProperty("totalRows", report.totalRows())
                .writeStringProperty("path", report.folder().toString())
                .writeArrayPropertyStart("leftOut");
        for (LeftOut left : report.leftOut()) {
            json.writeStartObject()
                    .writeStringProperty("table", left.table().toString())
                    .writeStringProperty("reason", left.reason())
                    .writeEndObject();
        }
        json.writeEndArray().writeArrayPropertyStart("warnings");
        report.warnings().forEach(json::writeString);
        json.writeEndArray();
    }
}
