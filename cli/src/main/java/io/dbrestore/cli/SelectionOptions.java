package io.dbrestore.cli;

import io.dbrestore.engine.TableSelection;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** Which tables take part, as it is typed. */
final class SelectionOptions {

    @Option(
            names = "--tables",
            paramLabel = "GLOB",
            split = ",",
            hideParamSyntax = true,
            description = "Only these tables, such as users,audit.*; may be given several times.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--exclude",
            paramLabel = "GLOB",
            split = ",",
            hideParamSyntax = true,
            description = "Not these tables.")
    private List<String> except = new ArrayList<>();

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            split = ",",
            hideParamSyntax = true,
            description = "Also these tables, although they are known as a migration tool's.")
    private List<String> include = new ArrayList<>();

    @Option(
            names = "--schemas",
            paramLabel = "GLOB",
            split = ",",
            hideParamSyntax = true,
            description = "Only tables in these schemas.")
    private List<String> schemas = new ArrayList<>();

    TableSelection selection() {
        return new TableSelection(only, except, include, schemas);
    }

    boolean isEverything() {
        return only.isEmpty() && except.isEmpty() && schemas.isEmpty();
    }
}
