package io.dbrestore.cli;

import io.dbrestore.engine.Progress;
import io.dbrestore.spi.TableName;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * Shows how far the work has got: on a terminal as a bar that is drawn over itself, elsewhere as a
 * line every few seconds.
 * It is also where the work learns that it is to stop.
 */
final class ProgressDisplay implements Progress, AutoCloseable {

    private static final long NANOS_BETWEEN_DRAWINGS = 100_000_000;
    private static final long NANOS_BETWEEN_LINES = 3_000_000_000L;
    private static final int BAR = 20;
    private static final double NANOS_PER_SECOND = 1e9;

    private final Surroundings surroundings;
    private final boolean quiet;
    private final boolean draws;
    private final LongSupplier nanoTime;
    private String title = "";
    private long total;
    private long done;
    private long began;
    private long drawn;
    private long told;

    ProgressDisplay(Surroundings surroundings, boolean quiet, LongSupplier nanoTime) {
        this.surroundings = surroundings;
        this.quiet = quiet;
        this.draws = !quiet && surroundings.terminal().shows(Terminal.Stream.ERROR);
        this.nanoTime = nanoTime;
    }

    @Override
    public void begin(Phase phase, TableName table, long totalRows) {
        surroundings.interruption().check();
        title = verb(phase) + " " + Printable.line(table.toString());
        total = totalRows;
        done = 0;
        began = nanoTime.getAsLong();
        if (draws) {
            draw(began);
        } else if (!quiet && told == 0) {
            told = began;
        }
    }

    @Override
    public void rows(long count) {
        surroundings.interruption().check();
        done += count;
        long now = nanoTime.getAsLong();
        if (draws && now - drawn >= NANOS_BETWEEN_DRAWINGS) {
            draw(now);
        } else if (!draws && !quiet && now - told >= NANOS_BETWEEN_LINES) {
            told = now;
            surroundings.error().println(title + ": " + Numbers.rows(done));
        }
    }

    /** Wipes the bar away, so that what is printed next begins on a clean line. */
    @Override
    public void close() {
        if (draws && drawn != 0) {
            PrintStream error = surroundings.error();
            error.print("\r" + " ".repeat(surroundings.terminal().columns() - 1) + "\r");
            error.flush();
            drawn = 0;
        }
    }

    private void draw(long now) {
        drawn = now;
        int width = surroundings.terminal().columns() - 1;
        String line = fit(title, figures(now), width);
        surroundings.error().print("\r" + line + " ".repeat(Math.max(0, width - TextWidth.of(line))));
        surroundings.error().flush();
    }

    /** Shortens the title rather than the figures, and drops the bar where there is no room. */
    private static String fit(String title, String figures, int width) {
        int room = width - TextWidth.of(figures) - 2;
        if (room < BAR / 2) {
            return figures.length() <= width ? figures : figures.substring(0, width);
        }
        String shown = title;
        while (TextWidth.of(shown) > room) {
            shown = shown.substring(0, shown.offsetByCodePoints(shown.length(), -1));
        }
        return shown + "  " + figures;
    }

    private String figures(long now) {
        double seconds = Math.max(now - began, 1) / NANOS_PER_SECOND;
        double rate = done / seconds;
        String soFar = Numbers.rows(done) + String.format(Locale.ROOT, "  %,.0f/s", rate);
        if (total <= 0) {
            return soFar;
        }
        int filled = (int) Math.min(BAR, BAR * done / total);
        String bar =
                "[" + "#".repeat(filled) + ".".repeat(BAR - filled) + "] " + Math.min(100, 100 * done / total) + "%  ";
        return bar + soFar + (rate > 0 && done < total ? "  " + left((total - done) / rate) : "");
    }

    private static String left(double seconds) {
        Duration left = Duration.ofSeconds((long) Math.ceil(seconds));
        return String.format(Locale.ROOT, "%d:%02d left", left.toMinutes(), left.toSecondsPart());
    }

    private static String verb(Phase phase) {
        return switch (phase) {
            case DUMPING -> "dumping";
            case VERIFYING -> "checking";
            case RESTORING -> "restoring";
        };
    }
}
