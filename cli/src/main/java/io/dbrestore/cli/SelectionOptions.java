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
            description =
                    "Only these tables. May be given several times; * and ? stand for any text and any character.")
    private List<String> only = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "GLOB", split = ",", description = "Not these tables.")
    private List<String> except = new ArrayList<>();

    @Option(
            names = "--include",
            paramLabel = "GLOB",
            split = ",",
            description = "Also these tables, although they are known as a migration tool's.")
    private List<String> include = new ArrayList<>();

    TableSelection selection() {
        return new TableSelection(only, except, include);
    }
}
