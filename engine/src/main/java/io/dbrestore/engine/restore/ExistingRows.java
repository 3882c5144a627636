package io.dbrestore.engine.restore;

import com.dynatrace.hash4j.hashing.HashValue128;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.UniqueKey;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/**
 * The rows that a table has before the merge, unless it is very big, as fingerprints: enough to tell which rows of the
 * dump are there already, and which of them have nothing to do with any that is.
 *
 * <p>Values are compared as they stand in a dump. Where the database sees two such values as equal although they are
 * not ('a' and 'A', say), a row is taken for unrelated that is not; inserting it then meets a duplicate, and the merge
 * takes the long road.
 */
final class ExistingRows {

    /** Above this many fingerprints, one for each row and one for each of its unique keys, they need too much memory. */
    private static final int LIMIT = 1_000_000;

    private final List<int[]> keys;
    private final int[] all;
    private final List<Fingerprints> keyValues = new ArrayList<>();
    private final Fingerprints rows = new Fingerprints();
    private final Fingerprint fingerprint = new Fingerprint();
    private int size;

    private ExistingRows(TablePlan plan) {
        this.keys = keys(plan);
        this.all = new int[plan.columns().size()];
        for (int i = 0; i < all.length; i++) {
            all[i] = i;
        }
        keys.forEach(key -> keyValues.add(new Fingerprints()));
    }

    /** Reads the table; empty if it has too many rows for that. */
    static Optional<ExistingRows> read(Handle handle, Dialect dialect, Codecs codecs, TablePlan plan)
            throws SQLException {
        ExistingRows existing = new ExistingRows(plan);
        BufferedRow row = new BufferedRow(plan.columns().size());
        try (RowSource source = dialect.read(handle, plan.target().withColumns(plan.columns()), codecs)) {
            while (source.next()) {
                if (existing.size == LIMIT / (1 + existing.keys.size())) {
                    return Optional.empty();
                }
                row.clear();
                source.copyTo(row);
                existing.add(row);
            }
        }
        return Optional.of(existing);
    }

    int size() {
        return size;
    }

    /**
     * Whether the very same row is there, in all columns that the dump has. Each row that is there answers once, so
     * that duplicates are counted.
     */
    boolean takeSame(BufferedRow row) {
        return rows.take(fingerprint(row, all));
    }

    /** Whether the very same row is there and can be told from others by its key. */
    boolean hasSame(BufferedRow row) {
        return isWhole(row, keys.get(0)) && rows.contains(fingerprint(row, all));
    }

    /** Whether no row that is there has the same values in any unique key; never said of a row without a whole key. */
    boolean isUnrelated(BufferedRow row) {
        for (int i = 0; i < keys.size(); i++) {
            if (!isWhole(row, keys.get(i))) {
                if (i == 0) {
                    return false;
                }
            } else if (keyValues.get(i).contains(fingerprint(row, keys.get(i)))) {
                return false;
            }
        }
        return true;
    }

    private void add(BufferedRow row) {
        size++;
        rows.add(fingerprint(row, all));
        for (int i = 0; i < keys.size(); i++) {
            if (isWhole(row, keys.get(i))) {
                keyValues.get(i).add(fingerprint(row, keys.get(i)));
            }
        }
    }

    private HashValue128 fingerprint(BufferedRow row, int[] columns) {
        for (int column : columns) {
            row.addTo(fingerprint, column);
        }
        return fingerprint.take();
    }

    private static boolean isWhole(BufferedRow row, int[] columns) {
        for (int column : columns) {
            if (row.isNull(column)) {
                return false;
            }
        }
        return true;
    }

    /** The key and all unique keys, as far as the dump has their columns. */
    private static List<int[]> keys(TablePlan plan) {
        List<String> names = plan.columns().stream().map(Column::name).toList();
        List<List<String>> keys = new ArrayList<>();
        keys.add(plan.key());
        plan.target().uniqueKeys().stream().map(UniqueKey::columns).forEach(keys::add);
        return keys.stream()
                .filter(key -> !key.isEmpty() && names.containsAll(key))
                .map(key -> key.stream().mapToInt(names::indexOf).toArray())
                .toList();
    }
}
