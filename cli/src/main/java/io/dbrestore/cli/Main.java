package io.dbrestore.cli;

/**
 * The program's entry. It answers {@code --version} itself, because loading a parser of command lines takes longer than
 * the answer; everything else goes to {@link CommandLineMain}.
 */
public final class Main {

    private Main() {}

    /** Runs the program and ends the JVM with its exit code. */
    public static void main(String[] arguments) {
        if (arguments.length == 1 && arguments[0].equals("--version")) {
            System.out.println(Version.line());
            return;
        }
        System.exit(CommandLineMain.run(arguments));
    }
}
