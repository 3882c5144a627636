package io.dbrestore.tck;

import static io.dbrestore.tck.ModelTable.NULL;
import static org.assertj.core.api.Assertions.assertThat;

import io.dbrestore.DbRestore;
import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.engine.DumpOptions;
import io.dbrestore.engine.Failure;
import io.dbrestore.engine.RestoreOptions;
import io.dbrestore.engine.RestoreReport;
import io.dbrestore.engine.RestoreReport.TableResult;
import io.dbrestore.engine.extension.Extensions;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Table;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Dumps and restores random rows of random schemas, and compares what comes of it with {@link ReferenceMerge}. A case
 * that fails is made as small as it gets and shown as SQL. Every dialect extends this.
 */
public abstract class MergeModelTest extends ConformanceFixture {

    private static final int MOST_SHRINKING_STEPS = 2_000;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it
    private Path folder;

    /** How many random merges each build tries. */
    protected int cases() {
        return 300;
    }

    /** How many random merges the slow tests try; fewer for a database that takes long for each. */
    protected int manyCases() {
        return 1_500;
    }

    /** Whether a foreign key can be added to a table that exists; otherwise a table may refer to one that does not yet. */
    protected boolean addsForeignKeys() {
        return true;
    }

    /** Whether a composite primary key takes NULL. */
    protected boolean takesNullInPrimaryKeys() {
        return false;
    }

    @Test
    @Tag("case-1")
    @Tag("case-2")
    @Tag("case-3")
    @Tag("case-7")
    @Tag("case-11")
    @Tag("case-12")
    @Tag("case-20")
    @Tag("case-21")
    @Tag("case-25")
    @Tag("case-26")
    @Tag("case-34")
    @Tag("case-35")
    @DisplayName("a restore comes to what the reference comes to")
    void restoresAsTheReferenceDoes() throws Exception {
        check(1, cases());
    }

    @Test
    @Tag("slow")
    @DisplayName("a restore comes to what the reference comes to, very often")
    void restoresAsTheReferenceDoesVeryOften() throws Exception {
        check(1_000_000, manyCases());
    }

    private void check(long firstSeed, int count) throws Exception {
        for (long seed = firstSeed; seed < firstSeed + count; seed++) {
            ModelCase model =
                    new ModelGenerator(seed, dialect().holdsForeignKeysBack(), takesNullInPrimaryKeys()).next();
            Optional<String> failure = failure(model);
            if (failure.isPresent()) {
                ModelCase smallest = shrink(model);
                throw new AssertionError(
                        "seed " + seed + ": " + failure(smallest).orElseGet(failure::get) + "\n" + smallest);
            }
        }
    }

    private ModelCase shrink(ModelCase failing) throws SQLException, IOException {
        ModelCase smallest = failing;
        int steps = 0;
        boolean smaller = true;
        while (smaller) {
            smaller = false;
            for (ModelCase candidate : smallest.smaller()) {
                if (++steps > MOST_SHRINKING_STEPS) {
                    return smallest;
                }
                if (fails(candidate)) {
                    smallest = candidate;
                    smaller = true;
                    break;
                }
            }
        }
        return smallest;
    }

    /** Whether it fails as a restore; a smaller case may also be none that the database takes. */
    private boolean fails(ModelCase candidate) throws IOException {
        try {
            return failure(candidate).isPresent();
        } catch (SQLException impossible) {
            return false;
        }
    }

    /** What is wrong with the outcome, if anything is. */
    private Optional<String> failure(ModelCase model) throws SQLException, IOException {
        try {
            run(model);
            return Optional.empty();
        } catch (AssertionError | DbRestoreException e) {
            return Optional.of(e.toString());
        }
    }

    private void run(ModelCase model) throws SQLException, IOException {
        Path scratch = Files.createTempDirectory(folder, "case");
        Path dump = scratch.resolve("dump");
        build(model.tables(), model.dumpedRows());
        restorer().dump(dump, DumpOptions.DEFAULT);
        build(model.tables().stream().map(ModelTable::now).toList(), model.existingRows());
        ReferenceMerge expected = new ReferenceMerge(model);
        RestoreOptions options =
                RestoreOptions.DEFAULT.withStrategy(model.strategy()).withKeylessMerge(model.keylessMerge());

        if (expected.isConflict()) {
            assertConflict(dump, options, model);
        } else {
            assertOutcome("the first restore", restorer().restore(dump, options), expected);
            assertRows(model, expected.rows());
            ModelCase again = new ModelCase(
                    model.tables(), model.dumpedRows(), expected.rows(), model.strategy(), model.keylessMerge());
            assertOutcome("the second restore", restorer().restore(dump, options), new ReferenceMerge(again));
            assertRows(model, expected.rows());
        }
        delete(scratch);
    }

    private DbRestore restorer() {
        return DbRestore.on(opened()).with(Extensions.of(List.of(dialect()), List.of(), List.of()));
    }

    private void assertConflict(Path dump, RestoreOptions options, ModelCase model) throws SQLException {
        try {
            RestoreReport report = restorer().restore(dump, options);
            throw new AssertionError("must be a conflict, and was restored: " + report.tables());
        } catch (DbRestoreException e) {
            assertThat(e.failure()).as("the failure of %s", e).isEqualTo(Failure.CONFLICT);
        }
        assertRows(model, model.existingRows());
    }

    private static void assertOutcome(String which, RestoreReport report, ReferenceMerge expected) {
        for (TableResult result : report.tables()) {
            ReferenceMerge.Counts counts = new ReferenceMerge.Counts(
                    result.inserted(), result.updated(), result.unchanged(), result.skipped(), result.deleted());
            assertThat(counts)
                    .as("counts of %s in %s", result.table(), which)
                    .isEqualTo(expected.counts(result.table().name().toLowerCase(java.util.Locale.ROOT)));
        }
    }

    private void assertRows(ModelCase model, Map<String, List<Map<String, String>>> expected) throws SQLException {
        for (ModelTable table : model.tables()) {
            assertThat(rows(table.now()))
                    .as("rows of %s", table.name())
                    .containsExactlyInAnyOrderElementsOf(expected.getOrDefault(table.name(), List.of()).stream()
                            .map(row -> ModelTable.values(row, table.now().names()))
                            .toList());
        }
    }

    private List<List<String>> rows(ModelTable table) throws SQLException {
        List<List<String>> rows = new ArrayList<>();
        String select = "SELECT " + String.join(", ", table.names()) + " FROM " + table.name();
        try (Statement statement = connection().createStatement();
                ResultSet result = statement.executeQuery(select)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 0; i < table.columns().size(); i++) {
                    String text = result.getString(i + 1);
                    row.add(text == null ? NULL : table.columns().get(i).isText() ? "'" + text + "'" : text);
                }
                rows.add(row);
            }
        }
        return rows;
    }

    /** Makes the database hold these tables and rows, whatever it held. */
    private void build(List<ModelTable> tables, Map<String, List<Map<String, String>>> rows) throws SQLException {
        TestDatabase.empty(opened());
        Map<ModelTable, List<ModelTable.Reference>> later = new LinkedHashMap<>();
        List<String> created = new ArrayList<>();
        for (ModelTable table : tables) {
            created.add(table.name());
            List<ModelTable.Reference> atOnce = table.references().stream()
                    .filter(reference -> !addsForeignKeys() || created.contains(reference.target()))
                    .toList();
            execute(ModelCase.create(table, atOnce));
            later.put(
                    table,
                    table.references().stream()
                            .filter(reference -> !atOnce.contains(reference))
                            .toList());
        }
        for (Map.Entry<ModelTable, List<ModelTable.Reference>> entry : later.entrySet()) {
            for (ModelTable.Reference reference : entry.getValue()) {
                execute("ALTER TABLE " + entry.getKey().name() + " ADD " + ModelCase.foreignKey(reference));
            }
        }
        List<Table> all = dialect().catalog(handle()).tables();
        committing(
                Purpose.RESTORE,
                () -> dialect().holdBack(handle(), all, () -> {
                    for (ModelTable table : tables) {
                        for (Map<String, String> row : rows.getOrDefault(table.name(), List.of())) {
                            execute(ModelCase.insert(table, row));
                        }
                    }
                }));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
