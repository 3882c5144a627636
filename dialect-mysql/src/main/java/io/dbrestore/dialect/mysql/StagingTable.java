package io.dbrestore.dialect.mysql;

import static java.util.stream.Collectors.joining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** How a staging table is created whose rows are wider than those of its target by a few columns of the engine's. */
final class StagingTable {

    /** What InnoDB takes at most; MyISAM takes more. */
    private static final int MOST_COLUMNS = 1_017;
    /** Of the 65,535 bytes of a row, texts that lie elsewhere not counted. */
    private static final int MOST_BYTES = 65_000;
    /** Of the 8,126 bytes of a row that InnoDB keeps in half a page, where a long value leaves a pointer of 40. */
    private static final int MOST_BYTES_IN_PAGE = 7_900;

    private static final int POINTER = 41;

    private StagingTable() {}

    /**
     * The statement. Each column takes NULL and has no default, whatever the server's settings make of a timestamp; but
     * the first, which numbers the rows, is the primary key, because some servers insist on one, and because a key
     * cannot be added later without committing.
     *
     * @param name quoted
     * @param columns quoted
     */
    static String create(String name, List<String> columns, List<String> types) {
        List<String> fitting = withoutTooLongRow(types);
        return "CREATE TEMPORARY TABLE " + name
                + IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i) + " " + fitting.get(i) + (i == 0 ? " NOT NULL" : " NULL"))
                        .collect(joining(", ", " (", ", PRIMARY KEY (" + columns.get(0) + "))"))
                + " ENGINE = " + (fitsInnoDb(fitting) ? "InnoDB" : "MyISAM");
    }

    /** Makes the longest columns such as lie outside of the row, until the others fit. */
    private static List<String> withoutTooLongRow(List<String> types) {
        List<String> fitting = new ArrayList<>(types);
        List<Integer> longestFirst = IntStream.range(1, types.size())
                .boxed()
                .sorted(Comparator.comparing(
                        (Integer i) -> -ColumnType.of(types.get(i)).bytesInRow()))
                .toList();
        int bytes = types.stream()
                .mapToInt(type -> ColumnType.of(type).bytesInRow())
                .sum();
        for (int i : longestFirst) {
            ColumnType type = ColumnType.of(types.get(i));
            if (bytes <= MOST_BYTES || type.bytesInRow() <= POINTER) {
                return fitting;
            }
            fitting.set(
                    i,
                    types.get(i)
                            .replaceFirst("^(?:var)?char\\(\\d+\\)", "mediumtext")
                            .replaceFirst("^(?:var)?binary\\(\\d+\\)", "mediumblob"));
            bytes -= type.bytesInRow();
        }
        return fitting;
    }

    private static boolean fitsInnoDb(List<String> types) {
        int bytes = types.stream()
                .mapToInt(type -> Math.min(ColumnType.of(type).bytesInRow(), POINTER))
                .sum();
        return types.size() <= MOST_COLUMNS && bytes <= MOST_BYTES_IN_PAGE;
    }
}
