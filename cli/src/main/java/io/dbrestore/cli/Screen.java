package io.dbrestore.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.function.Consumer;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * What is shown: results on standard output, everything else on standard error. With {@code --json} standard output
 * carries one JSON document and nothing else.
 */
final class Screen {

    private static final String RED = "\u001B[31m";
    private static final String YELLOW = "\u001B[33m";
    private static final String PLAIN = "\u001B[0m";

    private final Surroundings surroundings;
    private final boolean json;
    private final boolean quiet;
    private final boolean verbose;
    private final boolean colours;

    Screen(Surroundings surroundings, boolean json, boolean quiet, boolean verbose, boolean noColour) {
        this.surroundings = surroundings;
        this.json = json;
        this.quiet = quiet;
        this.verbose = verbose;
        this.colours = !noColour
                && surroundings.variable("NO_COLOR").isEmpty()
                && surroundings.terminal().shows(Terminal.Stream.ERROR);
    }

    boolean isJson() {
        return json;
    }

    boolean isQuiet() {
        return quiet;
    }

    /** A line of the result, for people. */
    void result(String line) {
        if (!json && !quiet) {
            surroundings.output().println(Printable.lines(line));
        }
    }

    /** The result as a table, for people. */
    void result(ResultTable table) {
        if (!json && !quiet) {
            table.lines(surroundings.outputCharset()).forEach(surroundings.output()::println);
        }
    }

    /** The result, for programs: called once at most. */
    void document(Consumer<JsonGenerator> document) {
        if (!json) {
            return;
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator generator = new JsonFactory().createGenerator(ObjectWriteContext.empty(), bytes)) {
            document.accept(generator);
        }
        bytes.write('\n');
        surroundings.output().writeBytes(bytes.toByteArray());
        surroundings.output().flush();
    }

    /** Something that is good to know. */
    void note(String line) {
        if (!quiet) {
            surroundings.error().println(Printable.lines(line));
        }
    }

    /** Something that the user should look at; shown even with {@code -q}. */
    void warning(String line) {
        surroundings.error().println(coloured(YELLOW, "warning:") + " " + Printable.lines(line));
    }

    /** Why the program stops. */
    void failure(ExitCode code, String message, String hint, Throwable cause) {
        PrintStream error = surroundings.error();
        error.println(coloured(RED, "error:") + " " + Printable.lines(message));
        if (!hint.isEmpty()) {
            error.println("hint: " + Printable.lines(hint));
        }
        if (verbose) {
            cause.printStackTrace(error);
        }
        document(generator -> generator
                .writeStartObject()
                .writeName("error")
                .writeStartObject()
                .writeStringProperty("code", code.word())
                .writeStringProperty("message", message)
                .writeStringProperty("hint", hint)
                .writeEndObject()
                .writeEndObject());
    }

    private String coloured(String colour, String text) {
        return colours ? colour + text + PLAIN : text;
    }
}
