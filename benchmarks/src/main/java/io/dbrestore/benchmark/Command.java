package io.dbrestore.benchmark;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A program that is run and measured, from its start to its end. */
final class Command {

    private static final File NOTHING = new File("/dev/null");
    private static final long LOOK_EVERY_MILLISECONDS = 5;

    private final List<String> words;
    private File input = NOTHING;
    private @Nullable Path output;

    private Command(List<String> words) {
        this.words = words;
    }

    static Command of(String... words) {
        return new Command(List.of(words));
    }

    static Command of(List<String> words) {
        return new Command(words);
    }

    /** The same with more words. */
    Command with(String... more) {
        return new Command(Stream.concat(words.stream(), Stream.of(more)).toList());
    }

    Command reading(Path file) {
        input = file.toFile();
        return this;
    }

    /** Its output goes into a file, which is forced to the disk before the clock stops. */
    Command writing(Path file) {
        output = file;
        return this;
    }

    /**
     * What one run took.
     *
     * @param cpuSeconds the time that processors worked for it, which other programs disturb less; without the last
     *     moment, 0 where the system does not tell
     * @param peakKilobytes the most memory that was resident, 0 where the system does not tell
     */
    record Cost(double seconds, double cpuSeconds, long peakKilobytes) {}

    Cost run() throws IOException, InterruptedException {
        Path to = output;
        ProcessBuilder builder = new ProcessBuilder(words)
                .redirectInput(input)
                .redirectOutput(to == null ? Redirect.to(NOTHING) : Redirect.to(to.toFile()))
                .redirectError(Redirect.INHERIT);
        long start = System.nanoTime();
        Process process = builder.start();
        long peak = 0;
        double cpu = 0;
        do {
            peak = Math.max(peak, peakOf(process.pid()));
            cpu = Math.max(
                    cpu, process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos() / 1e9);
        } while (!process.waitFor(LOOK_EVERY_MILLISECONDS, TimeUnit.MILLISECONDS));
        if (process.exitValue() != 0) {
            throw new IOException(words + " ended with " + process.exitValue());
        }
        if (to != null) {
            try (FileChannel file = FileChannel.open(to, StandardOpenOption.WRITE)) {
                file.force(true);
            }
        }
        return new Cost((System.nanoTime() - start) / 1e9, cpu, peak);
    }

    /** The first line that it prints. */
    String firstLine() throws IOException {
        Process process = new ProcessBuilder(words)
                .redirectInput(input)
                .redirectError(Redirect.INHERIT)
                .start();
        try (var lines = process.inputReader()) {
            String line = lines.readLine();
            return line == null ? "" : line;
        }
    }

    private static long peakOf(long process) {
        try {
            return Files.readAllLines(Path.of("/proc/" + process + "/status")).stream()
                    .filter(line -> line.startsWith("VmHWM:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .findFirst()
                    .orElse(0);
        } catch (IOException e) {
            return 0; // it has ended, or this is no Linux
        }
    }
}
