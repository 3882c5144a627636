package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.spi.RowSource;
import io.dbrestore.spi.ValueReader;
import java.io.IOException;
import java.math.BigInteger;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the rows of a table file, one at a time, and gives the values of the columns that were asked for.
 *
 * <p>As long as the values of a row come in the order of the header, and are asked for in that order, they go straight
 * from the file to the caller. Otherwise a row is kept until the next.
 */
public final class RowReader implements ValueReader, AutoCloseable {

    private static final byte[] BEFORE_FIRST_ROW = JsonBytes.ascii("\n");
    private static final byte[] BEFORE_NEXT_ROW = JsonBytes.ascii(",\n");
    private static final byte[] FIRST_ROW = JsonBytes.ascii("\n{");
    private static final byte[] NEXT_ROW = JsonBytes.ascii(",\n{");

    private final TableFile file;
    private final TableEntry entry;
    private final JsonInput json;
    private final DumpedValue value;
    private final PrintedRow printed;
    private final ZoneRepair zones;

    private final String[] names;
    private final byte[][] printedNames; // as they stand in a row that we wrote
    private final @Nullable Opening[] openings; // how the fields of other rows have begun
    private final Map<String, Integer> positions = new HashMap<>();
    private final int[] wanted;
    private final boolean inOrder;

    private int field; // how many fields of the row are behind the parser
    private int asked; // how many values of the row were given
    private boolean valueIsOpen;
    private boolean rowIsOpen;
    private @Nullable KeptValue @Nullable [] kept; // the row, where it does not go straight through
    private @Nullable KeptValue current; // null where the value goes straight through
    private long row;
    private boolean ended;

    /** @param columns names of columns that the header has */
    RowReader(TableFile file, TableEntry entry, List<String> columns, ZoneRepair zones) {
        this.file = file;
        this.entry = entry;
        this.json = file.json();
        this.value = new DumpedValue(json);
        this.printed = new PrintedRow(json, columns);
        this.zones = zones;
        this.names = file.header().columnNames().toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            positions.put(names[i], i);
        }
        this.printedNames = printedNames(names);
        this.openings = new Opening[names.length];
        this.wanted = columns.stream().mapToInt(this::position).toArray();
        boolean ascending = true;
        for (int i = 1; i < wanted.length; i++) {
            ascending &= wanted[i - 1] < wanted[i];
        }
        this.inOrder = ascending;
    }

    private static byte[][] printedNames(String[] names) {
        byte[][] printed = new byte[names.length][];
        for (int i = 0; i < names.length; i++) {
            printed[i] = TableHeader.quoted(i == 0 ? "" : ", ", names[i]);
        }
        return printed;
    }

    private int position(String column) {
        Integer position = positions.get(column);
        if (position == null) {
            throw new IllegalArgumentException(
                    "the dump has no column " + column + " in " + entry.table().name());
        }
        return position;
    }

    /**
     * Moves to the next row, also when not all values of this one were taken, and returns true; or returns false after
     * the last, when the whole file has been compared with its checksum.
     */
    public boolean nextRow() {
        if (ended) {
            return false;
        }
        try {
            finishRow();
            if (beginsRow()) {
                row++;
                field = 0;
                asked = 0;
                current = null;
                rowIsOpen = true;
                if (!inOrder) {
                    keepRest();
                }
                return true;
            }
            ended = true;
            finishFile();
            return false;
        } catch (Malformed e) {
            throw damage(e.what());
        } catch (IOException e) {
            throw Damage.of(file.path(), e);
        }
    }

    private boolean beginsRow() throws IOException, Malformed {
        if (json.takes(row == 0 ? FIRST_ROW : NEXT_ROW)) {
            return true;
        }
        if (!json.element(row == 0)) {
            return false;
        }
        if (json.peek() != '{') {
            row++;
            throw damage("is not an object");
        }
        json.skip();
        return true;
    }

    /**
     * Moves past the next row if it is, byte by byte, as the one on which {@code source} stands would be printed; else
     * nothing happens. Of a row that is passed no values can be asked for.
     */
    public boolean passes(RowSource source) throws SQLException {
        if (ended) {
            return false;
        }
        try {
            finishRow();
            if (!printed.takes(row == 0 ? BEFORE_FIRST_ROW : BEFORE_NEXT_ROW, source)) {
                return false;
            }
            row++;
            return true;
        } catch (Malformed e) {
            throw damage(e.what());
        } catch (IOException e) {
            throw Damage.of(file.path(), e);
        }
    }

    /** The number of the current row in its file; the first is 1. */
    public long rowNumber() {
        return row;
    }

    private void finishFile() throws IOException {
        boolean closed = json.peek() == '}';
        if (closed) {
            json.skip();
        }
        if (!closed || json.peek() != JsonInput.END) {
            throw Damage.in(file.path(), "goes on behind its last row");
        }
        file.compare(entry);
        if (entry.rows() >= 0 && row != entry.rows()) {
            throw Damage.in(file.path(), "has " + row + " rows, but had " + entry.rows() + " when it was written");
        }
    }

    private void finishRow() throws IOException, Malformed {
        if (!rowIsOpen) {
            return;
        }
        finishValue();
        while (beginField() != null) {
            value.end();
        }
        kept = null;
        rowIsOpen = false;
    }

    private void finishValue() throws IOException, Malformed {
        if (valueIsOpen) {
            value.end();
            valueIsOpen = false;
        }
    }

    /** Begins the value of the next field; null where the row ends, and from where it stops being in order. */
    private @Nullable Kind beginField() throws IOException, Malformed {
        if (kept != null) {
            return null;
        }
        if (field < names.length) {
            Opening opening = openings[field];
            if (opening != null && json.takes(opening.bytes())) {
                field++;
                return value.begin(opening.kind());
            }
            if (json.takes(printedNames[field])) {
                Kind kind = value.begin();
                if (opening == null) {
                    openings[field] = Opening.of(printedNames[field], value);
                }
                field++;
                return kind;
            }
        }
        String name = json.member(field == 0);
        if (name == null) {
            if (field < names.length) {
                throw damage("lacks the column " + names[field]);
            }
            return null;
        }
        if (field < names.length && name.equals(names[field])) {
            field++;
            return value.begin();
        }
        keepFrom(name);
        return null;
    }

    /** Keeps what is left of the row, of which nothing was read yet. */
    private void keepRest() throws IOException, Malformed {
        keepFrom(json.member(true));
    }

    /** Keeps what is left of the row, from the value of the field of that name on; null if nothing is left. */
    private void keepFrom(@Nullable String firstName) throws IOException, Malformed {
        kept = new KeptValue[names.length];
        for (String name = firstName; name != null; name = json.member(false)) {
            Integer position = positions.get(name);
            if (position == null) {
                throw damage("has a column that the header lacks: " + name);
            }
            if (position < field || kept[position] != null) {
                throw damage("has the column " + name + " twice");
            }
            value.begin();
            kept[position] = KeptValue.of(value);
            value.end();
        }
        complete();
    }

    private void complete() {
        for (int i = field; i < names.length; i++) {
            if (kept == null || kept[i] == null) {
                throw damage("lacks the column " + names[i]);
            }
        }
    }

    @Override
    public Kind next() {
        if (asked == wanted.length) {
            throw new IllegalStateException("only " + wanted.length + " columns were asked for");
        }
        try {
            finishValue();
            int target = wanted[asked];
            for (Kind kind = beginField(); kind != null; kind = beginField()) {
                if (field - 1 == target) {
                    current = null;
                    valueIsOpen = true;
                    asked++;
                    return kind;
                }
                value.end();
            }
            asked++;
            current = kept == null ? null : kept[target];
            if (current == null) {
                throw damage("lacks the column " + names[target]);
            }
            return current.kind();
        } catch (Malformed e) {
            throw damage(e.what());
        } catch (IOException e) {
            throw Damage.of(file.path(), e);
        }
    }

    /** Reads the current value to its end, to see whether it can be read. */
    void checkValue() {
        if (current != null) {
            return; // what was kept was read
        }
        try {
            value.check();
        } catch (Malformed e) {
            throw damage(e.what());
        }
    }

    /** Whether the current value is one that another tool may have spoilt; a datetime is repaired on this occasion. */
    boolean isDoubtful() {
        if (current == null) {
            return switch (value.kind()) {
                case INTEGER -> !value.isWrapped() && isUnsafe(value.text());
                case DATETIME -> text().isEmpty();
                case NULL, BOOLEAN, FLOAT, TEXT, BYTES, UNDECODABLE_TEXT, DECIMAL, JSON -> false;
            };
        }
        return current.kind() == Kind.INTEGER && isUnsafe(text());
    }

    private static boolean isUnsafe(String digits) {
        return new BigInteger(digits).abs().bitLength() > 53;
    }

    @Override
    public boolean booleanValue() {
        return current == null ? value.booleanValue() : current.text().equals("true");
    }

    @Override
    public long longValue() {
        return current == null ? value.longValue() : DumpedValue.toLong(current.text());
    }

    @Override
    public double doubleValue() {
        return Double.parseDouble(text());
    }

    @Override
    public String text() {
        String text = current == null ? value.text() : current.text();
        Kind kind = current == null ? value.kind() : current.kind();
        return kind == Kind.DATETIME ? zones.repair(wanted[asked - 1], text) : text;
    }

    @Override
    public byte[] bytes() {
        try {
            return current == null ? value.bytes() : current.bytes();
        } catch (Malformed e) {
            throw damage(e.what());
        }
    }

    private DbRestoreException damage(String what) {
        return Damage.in(file.path(), where() + " " + what);
    }

    private String where() {
        return String.format(Locale.ROOT, "row %,d", Math.max(row, 1));
    }

    @Override
    public void close() {
        file.close();
    }
}
