package io.dbrestore.cli;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table of results with a frame around it, numbers at the right, and perhaps a row of totals below a line. */
final class ResultTable {

    /** Which side the cells of a column stand at. */
    enum Align {
        LEFT,
        RIGHT
    }

    private static final String LINES = "┌┬┐├┼┤└┴┘─│";
    private static final String PLAIN_LINES = "+++++++++-|";

    private final List<String> headings = new ArrayList<>();
    private final List<Align> alignments = new ArrayList<>();
    private final List<List<String>> rows = new ArrayList<>();
    private List<String> totals = List.of();

    ResultTable column(String heading, Align align) {
        headings.add(heading);
        alignments.add(align);
        return this;
    }

    /** Adds a row; a cell's line breaks and other control characters are shown as a question mark. */
    void row(List<String> cells) {
        rows.add(printable(cells));
    }

    void totals(List<String> cells) {
        totals = printable(cells);
    }

    private static List<String> printable(List<String> cells) {
        return cells.stream().map(Printable::line).toList();
    }

    /** The lines to print, with box drawing where {@code charset} has it. */
    List<String> lines(Charset charset) {
        String frame = charset.newEncoder().canEncode(LINES) ? LINES : PLAIN_LINES;
        int[] widths = IntStream.range(0, headings.size()).map(this::width).toArray();
        List<String> lines = new ArrayList<>();
        lines.add(rule(frame, 0, widths));
        lines.add(line(frame, headings, widths));
        lines.add(rule(frame, 3, widths));
        rows.forEach(row -> lines.add(line(frame, row, widths)));
        if (!totals.isEmpty()) {
            lines.add(rule(frame, 3, widths));
            lines.add(line(frame, totals, widths));
        }
        lines.add(rule(frame, 6, widths));
        return lines;
    }

    private int width(int column) {
        return IntStream.concat(
                        IntStream.of(
                                TextWidth.of(headings.get(column)),
                                totals.isEmpty() ? 0 : TextWidth.of(totals.get(column))),
                        rows.stream().mapToInt(row -> TextWidth.of(row.get(column))))
                .max()
                .orElse(0);
    }

    /** @param corner where in {@code frame} the left, inner and right corners of this rule begin */
    private static String rule(String frame, int corner, int[] widths) {
        String dash = frame.substring(9, 10);
        return IntStream.of(widths)
                .mapToObj(width -> dash.repeat(width + 2))
                .collect(Collectors.joining(
                        frame.substring(corner + 1, corner + 2),
                        frame.substring(corner, corner + 1),
                        frame.substring(corner + 2, corner + 3)));
    }

    private String line(String frame, List<String> cells, int[] widths) {
        String bar = frame.substring(10);
        return IntStream.range(0, widths.length)
                .mapToObj(column -> pad(cells.get(column), widths[column], alignments.get(column)))
                .collect(Collectors.joining(" " + bar + " ", bar + " ", " " + bar));
    }

    private static String pad(String cell, int width, Align align) {
        String blanks = " ".repeat(width - TextWidth.of(cell));
        return align == Align.LEFT ? cell + blanks : blanks + cell;
    }
}
