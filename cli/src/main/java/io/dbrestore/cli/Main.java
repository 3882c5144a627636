package io.dbrestore.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * The program's entry. It answers {@code --version} and {@code --help} itself, because loading a parser of command lines
 * takes longer than the answer; everything else goes to {@link CommandLineMain}.
 */
public final class Main {

    private static final long SECONDS_TO_ROLL_BACK = 10;

    private Main() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) throws IOException {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println(Version.line());
            return;
        }
        @Nullable String help = HelpText.resource(arguments);
        if (help != null) {
            print(help);
            return;
        }
        System.exit(run(arguments));
    }

    private static void print(String resource) throws IOException {
        try (InputStream text = Main.class.getResourceAsStream(resource)) {
            if (text == null) {
                throw new IOException(resource + " is missing in the program's jar");
            }
            text.transferTo(System.out);
            System.out.flush();
        }
    }

    private static int run(String[] arguments) {
        Surroundings surroundings = surroundings();
        Interruption interruption = surroundings.interruption();
        Thread whenTheProgramIsToEnd = new Thread(() -> waitForRollback(interruption), "interruption");
        Runtime.getRuntime().addShutdownHook(whenTheProgramIsToEnd);
        try {
            return CommandLineMain.run(surroundings, arguments);
        } finally {
            surroundings.output().flush();
            surroundings.error().flush();
            interruption.allIsSaid();
        }
    }

    private static void waitForRollback(Interruption interruption) {
        try {
            interruption.request(SECONDS_TO_ROLL_BACK, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static Surroundings surroundings() {
        Map<String, String> environment = System.getenv();
        Charset charset = Charset.forName(System.getProperty("native.encoding", "UTF-8"));
        PrintStream output = printer(FileDescriptor.out, charset);
        PrintStream error = printer(FileDescriptor.err, charset);
        return new Surroundings(
                new FileInputStream(FileDescriptor.in), // reads no more than it is asked for: the rest is a command's
                output,
                error,
                charset,
                new SystemTerminal(environment, System.getProperty("db-restore.terminals"), error),
                ChildStreams.OURS,
                environment,
                Path.of("").toAbsolutePath(),
                Path.of(environment.getOrDefault("HOME", System.getProperty("user.home"))),
                Optional.ofNullable(System.getProperty("db-restore.installation"))
                        .map(Path::of),
                Clock.systemUTC(),
                new Interruption());
    }

    /** Flushes at the end of each line; a closed pipe is no error. */
    private static PrintStream printer(FileDescriptor file, Charset charset) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(file)), true, charset);
    }
}
