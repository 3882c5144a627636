package io.dbrestore.engine.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.Progress;
import io.dbrestore.spi.TableName;
import io.dbrestore.spi.ValueReader.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of other tools, which write the same layout with less in it. */
@Tag("case-32")
class ForeignDumpTest {

    @TempDir
    Path folder;

    @BeforeEach
    void dumpOfAnotherTool() throws IOException {
        Files.writeString(folder.resolve("_metadata.json"), """
                {"provider": "postgres", "timestamp": "2026-01-15T10:30:00.000Z", "tables": ["users"], "version": "1.0"}
                """);
        Files.writeString(folder.resolve("users.json"), """
                \ufeff{
                  "table": "users", "primaryKeys": ["id"],
                  "columns": [{"name": "id", "type": "bigint"}, {"name": "at", "type": "timestamp without time zone"}],
                  "rows": [
                    {"id": 9007199254740993, "at": {"__type": "datetime", "value": "2026-01-15T10:30:00.5Z"}},
                    {"id": 2, "at": null}
                  ]
                }
                """);
    }

    @Test
    void itIsReadAndItsDoubtsAreTold() {
        Dump dump = Dump.open(folder, Progress.NONE);
        TableEntry users = dump.table(new TableName("", "users")).orElseThrow();

        assertThat(users.rows()).isEqualTo(2);
        assertThat(users.table().primaryKey()).containsExactly("id");
        assertThat(dump.notes()).hasSize(3).anyMatch(note -> note.contains("rounded"));
        try (RowReader rows = dump.rows(users, List.of("id", "at"))) {
            assertThat(rows.nextRow()).isTrue();
            assertThat(rows.next()).isEqualTo(Kind.INTEGER);
            assertThat(rows.longValue()).isEqualTo(9_007_199_254_740_993L);
            assertThat(rows.next()).isEqualTo(Kind.DATETIME);
            assertThat(rows.text()).isEqualTo("2026-01-15T10:30:00.5");
            assertThat(rows.nextRow()).isTrue();
            assertThat(rows.nextRow()).isFalse();
        }
    }

    @Test
    void aTableThatIsListedAndHasNoFileIsDamage() throws IOException {
        Files.delete(folder.resolve("users.json"));

        assertThatThrownBy(() -> Dump.open(folder, Progress.NONE))
                .isInstanceOf(DbRestoreException.class)
                .hasMessageContaining("users, which has no file");
    }
}
