package io.dbrestore.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/** A command of the user's, run as if it had been typed: in the same folder, with the same environment and streams. */
final class UserCommand implements SchemaChange {

    private static final long MILLIS_BETWEEN_LOOKS = 100;
    private static final long MILLIS_FOR_THE_REST = 5_000;
    private static final long SECONDS_TO_END_BY_ITSELF = 5;
    private static final long SECONDS_TO_BE_ENDED = 2;

    /** What a shell adds to the number of the signal that killed a process, and Java too. */
    private static final int KILLED = 128;

    private static final int LAST_SIGNAL = 64;

    private final List<String> words;
    private final Surroundings surroundings;
    private final boolean outputIsTaken;

    /** @param outputIsTaken whether standard output is for something else, so that the command's goes to the errors */
    UserCommand(List<String> words, Surroundings surroundings, boolean outputIsTaken) {
        this.words = List.copyOf(words);
        this.surroundings = surroundings;
        this.outputIsTaken = outputIsTaken;
    }

    /** Up to the first word in which a password may be. */
    @Override
    public String shown() {
        String start = words.stream()
                .takeWhile(word -> !word.startsWith("-") && !word.contains("=") && !word.contains("://"))
                .collect(Collectors.joining(" "));
        boolean isWhole = start.equals(String.join(" ", words));
        return "\"" + start + (isWhole ? "" : start.isEmpty() ? "..." : " ...") + "\"";
    }

    @Override
    public void run(DataSource database) throws SchemaChangeException {
        surroundings.output().flush();
        surroundings.error().flush();
        Process process = start();
        Thread printer = new Thread(() -> print(process), "output of the command");
        printer.setDaemon(true); // a process that the command leaves behind may keep the stream open for ever
        printer.start();
        int exitCode;
        try {
            exitCode = exitCodeOf(process);
            printer.join(MILLIS_FOR_THE_REST);
        } catch (InterruptedException e) {
            process.destroy();
            Thread.currentThread().interrupt();
            throw SchemaChangeException.failed("nobody waited for the end of " + shown(), e);
        }
        if (exitCode != 0) {
            throw SchemaChangeException.failed(shown() + " ended with exit code " + exitCode + signal(exitCode), null);
        }
    }

    private Process start() throws SchemaChangeException {
        ChildStreams streams = surroundings.childStreams();
        ProcessBuilder builder = new ProcessBuilder(words)
                .directory(surroundings.workingDirectory().toFile())
                .redirectInput(streams.input())
                .redirectOutput(outputIsTaken ? Redirect.PIPE : streams.output())
                .redirectError(streams.error());
        Map<String, String> environment = builder.environment();
        if (!environment.equals(surroundings.environment())) { // or what is no text in it would be lost
            environment.clear();
            environment.putAll(surroundings.environment());
        }
        try {
            return builder.start();
        } catch (IOException e) {
            throw SchemaChangeException.notBegun(
                    "cannot run " + shown() + ": " + e.getMessage(),
                    "Each word behind -- is one argument; what only a shell knows goes through it: -- sh -c '...'",
                    e);
        }
    }

    /** Copies what the command prints if it goes through us. */
    private void print(Process process) {
        try (InputStream output = process.getInputStream()) {
            output.transferTo(surroundings.error());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read what " + shown() + " prints", e);
        }
    }

    private int exitCodeOf(Process process) throws InterruptedException {
        while (!process.waitFor(MILLIS_BETWEEN_LOOKS, TimeUnit.MILLISECONDS)) {
            if (surroundings.interruption().isRequested()) {
                return exitCodeAfterInterruption(process);
            }
        }
        return process.exitValue();
    }

    /** Ctrl-C reaches the command by itself; a signal that was sent to us alone does not. */
    private int exitCodeAfterInterruption(Process process) throws InterruptedException {
        if (!process.waitFor(SECONDS_TO_END_BY_ITSELF, TimeUnit.SECONDS)) {
            process.destroy();
            process.waitFor(SECONDS_TO_BE_ENDED, TimeUnit.SECONDS);
        }
        throw new Interruption.Interrupted();
    }

    private static String signal(int exitCode) {
        return exitCode > KILLED && exitCode <= KILLED + LAST_SIGNAL
                ? ", which is what signal " + (exitCode - KILLED) + " leaves"
                : "";
    }
}
