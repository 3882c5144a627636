package io.dbrestore.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.cli.ResultTable.Align;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ResultTableTest {

    private final ResultTable table =
            new ResultTable().column("Table", Align.LEFT).column("Rows", Align.RIGHT);

    @Test
    void aTableHasAFrameNumbersAtTheRightAndItsTotalBelowALine() {
        table.row(List.of("users", "42"));
        table.row(List.of("comments", "301"));
        table.totals(List.of("Total", "343"));

        assertThat(table.lines(StandardCharsets.UTF_8))
                .containsExactly(
                        "┌──────────┬──────┐",
                        "│ Table    │ Rows │",
                        "├──────────┼──────┤",
                        "│ users    │   42 │",
                        "│ comments │  301 │",
                        "├──────────┼──────┤",
                        "│ Total    │  343 │",
                        "└──────────┴──────┘");
    }

    @Test
    @Tag("case-93")
    void aTerminalWithoutBoxDrawingGetsAsciiLines() {
        table.row(List.of("users", "42"));

        assertThat(table.lines(StandardCharsets.US_ASCII))
                .containsExactly(
                        "+-------+------+",
                        "| Table | Rows |",
                        "+-------+------+",
                        "| users |   42 |",
                        "+-------+------+");
    }

    @Test
    void charactersThatTakeTwoColumnsOrNoneAreReckonedWith() {
        table.row(List.of("顧客", "1"));
        table.row(List.of("👩‍👩‍👧 é", "2"));
        table.row(List.of("ascii", "3"));

        assertThat(table.lines(StandardCharsets.UTF_8))
                .containsSequence(
                        "│ 顧客  │    1 │", //
                        "│ 👩‍👩‍👧 é  │    2 │",
                        "│ ascii │    3 │");
    }

    @Test
    @Tag("case-92")
    void aNameCannotSteerTheTerminal() {
        table.row(List.of("a\u001B[2Jb\nc\u202Ed", "1"));

        assertThat(table.lines(StandardCharsets.UTF_8)).contains("│ a?[2Jb?c?d │    1 │");
    }
}
