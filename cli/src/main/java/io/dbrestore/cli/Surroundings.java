package io.dbrestore.cli;

import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;

/**
 * All that the program knows of the world it was started in; tests bring a world of their own.
 *
 * @param outputCharset what {@code output} and {@code error} turn characters into bytes with
 * @param childStreams the streams of processes that are started
 * @param userHome what {@code ~} stands for
 * @param installation where the distribution lies, with the built-in plugins in it; empty when run from a class path
 */
record Surroundings(
        InputStream input,
        PrintStream output,
        PrintStream error,
        Charset outputCharset,
        Terminal terminal,
        ChildStreams childStreams,
        Map<String, String> environment,
        Path workingDirectory,
        Path userHome,
        Optional<Path> installation,
        Clock clock,
        Interruption interruption) {

    /** The variable's value, if it is set to something. */
    Optional<String> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty());
    }

    /** The path that the user means by {@code path}. */
    Path resolve(String path) {
        return workingDirectory.resolve(path).normalize();
    }

    /** A path as one would type it: below the home directory it begins with a tilde. */
    String shown(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        return absolute.startsWith(userHome) && !absolute.equals(userHome)
                ? "~/" + userHome.relativize(absolute).toString().replace('\\', '/')
                : absolute.toString();
    }
}
