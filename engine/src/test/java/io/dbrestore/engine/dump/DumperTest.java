package io.dbrestore.engine.dump;

import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.DumpReport;
import io.dbrestore.engine.Progress;
import io.dbrestore.engine.format.Dump;
import io.dbrestore.engine.format.RowReader;
import io.dbrestore.engine.format.TableEntry;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.TableName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Dumps of a real database. */
class DumperTest {

    @TempDir
    Path folder;

    private final Handle handle = Jdbi.open("jdbc:sqlite::memory:");

    @AfterEach
    void close() {
        handle.close();
    }

    private DumpReport dump(Path target, DumpOptions options) {
        return new Dumper(new TestSqlite(), Codecs.none(), List.of(), Progress.NONE).dump(handle, target, options);
    }

    @Test
    void whatIsDumpedCanBeReadBack() throws Exception {
        handle.execute("CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT)");
        handle.execute("INSERT INTO users VALUES (1, 'Ann'), (2, NULL)");

        DumpReport report = dump(folder.resolve("shop"), DumpOptions.DEFAULT);

        assertThat(report.totalRows()).isEqualTo(2);
        assertThat(Files.readString(folder.resolve("shop/users.json"))).isEqualTo("""
                {"table": "users", "primaryKeys": ["id"],
                 "columns": [{"name": "id", "type": "INTEGER"}, {"name": "name", "type": "TEXT"}],
                 "rows": [
                {"id": 1, "name": "Ann"},
                {"id": 2, "name": null}
                ]}
                """);
        Dump dump = Dump.open(folder.resolve("shop"), Progress.NONE);
        TableEntry users = dump.table(new TableName("", "users")).orElseThrow();
        try (RowReader rows = dump.rows(users, List.of("name", "id"))) {
            assertThat(rows.nextRow()).isTrue();
            rows.next();
            assertThat(rows.text()).isEqualTo("Ann");
            rows.next();
            assertThat(rows.longValue()).isEqualTo(1);
            assertThat(rows.nextRow()).isTrue();
            assertThat(rows.nextRow()).isFalse();
        }
        assertThat(folder).isDirectoryContaining("glob:**/shop").isDirectoryNotContaining("glob:**/shop.*");
    }
}
