package io.dbrestore.cli;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs the program in this JVM, in a world of its own below one folder. */
final class TestProgram {

    private final Path root;
    private final Map<String, String> environment = new HashMap<>();
    private final Interruption interruption = new Interruption();
    private TestTerminal terminal = TestTerminal.none();
    private String input = "";
    private Path workingDirectory;
    private Charset charset = StandardCharsets.UTF_8;

    /** @param root the working directory is {@code work} in it, and the home directory is {@code home} */
    TestProgram(Path root) {
        this.root = root;
        this.workingDirectory = root.resolve("work");
    }

    /** What a run of the program left. */
    record Result(int exitCode, String output, String errors) {}

    Path workingDirectory() {
        return workingDirectory;
    }

    Path home() {
        return root.resolve("home");
    }

    Path configuration() {
        return home().resolve(".config/db-restore");
    }

    Interruption interruption() {
        return interruption;
    }

    TestProgram from(Path folder) {
        workingDirectory = folder;
        return this;
    }

    TestProgram with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    TestProgram typing(String text) {
        input = text;
        return this;
    }

    TestProgram printing(Charset encoding) {
        charset = encoding;
        return this;
    }

    /** Somebody sits at a terminal and gives these answers. */
    TestProgram answering(String... answers) {
        terminal = TestTerminal.answering(List.of(answers));
        return this;
    }

    TestTerminal terminal() {
        return terminal;
    }

    /** What commands that the program has started have printed so far. */
    String childOutput() {
        return read(child("output"));
    }

    String childErrors() {
        return read(child("errors"));
    }

    private Path child(String stream) {
        return root.resolve("child-" + stream);
    }

    private static String read(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Result run(String... arguments) {
        try {
            Files.writeString(child("input"), "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ByteArrayOutputStream output = new ByteArrayOutputStream();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exitCode = CommandLineMain.run(
                surroundings(new PrintStream(output, true, charset), new PrintStream(errors, true, charset)),
                arguments);
        return new Result(exitCode, output.toString(charset), errors.toString(charset));
    }

    Surroundings surroundings(PrintStream output, PrintStream errors) {
        return new Surroundings(
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                output,
                errors,
                charset,
                terminal,
                new ChildStreams(
                        Redirect.from(child("input").toFile()),
                        Redirect.appendTo(child("output").toFile()),
                        Redirect.appendTo(child("errors").toFile())),
                Map.copyOf(environment),
                workingDirectory(),
                home(),
                Optional.empty(),
                Clock.fixed(Instant.parse("2026-01-15T10:30:00Z"), ZoneOffset.UTC),
                interruption);
    }
}
