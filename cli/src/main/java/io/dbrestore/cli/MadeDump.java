package io.dbrestore.cli;

import io.dbrestore.engine.DumpReport;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;

/**
 * A dump that is made.
 *
 * @param archive where the dump is that was there before, if that was archived
 */
record MadeDump(DumpReport report, Optional<Path> archive) {

    /** Shows it to people. */
    void show(CommandLineMain main) {
        Screen screen = main.screen();
        screen.result(DumpResult.table(report));
        report.leftOut().forEach(left -> screen.note("Left out: " + left.table() + ", " + left.reason()));
        report.warnings().forEach(screen::warning);
        archive.ifPresent(file -> screen.result(
                "The former dump is archived in " + main.surroundings().shown(file)));
        screen.result("Dump saved to " + main.surroundings().shown(report.folder()) + " ("
                + Numbers.counted(report.tables().size(), "file") + ")");
    }

    void writeMembers(JsonGenerator json) {
        DumpResult.writeMembers(report, json);
        archive.ifPresent(file -> json.writeStringProperty("archive", file.toString()));
    }
}
