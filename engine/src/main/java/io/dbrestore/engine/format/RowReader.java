package io.dbrestore.engine.format;

import io.dbrestore.engine.DbRestoreException;
import io.dbrestore.spi.ValueReader;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads the rows of a table file, one at a time, and gives the values of the columns that were asked for.
 *
 * <p>As long as the values of a row come in the order of the header, and are asked for in that order, they go straight
 * from the parser to the caller. Otherwise a row is kept until the next.
 */
public final class RowReader implements ValueReader, AutoCloseable {

    private final TableFile file;
    private final TableEntry entry;
    private final JsonParser parser;
    private final DumpedValue value;
    private final ZoneRepair zones;

    private final String[] names;
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
        this.parser = file.parser();
        this.value = new DumpedValue(parser);
        this.zones = zones;
        this.names = file.header().columnNames().toArray(String[]::new);
        for (int i = 0; i < names.length; i++) {
            positions.put(names[i], i);
        }
        this.wanted = columns.stream().mapToInt(this::position).toArray();
        boolean ascending = true;
        for (int i = 1; i < wanted.length; i++) {
            ascending &= wanted[i - 1] < wanted[i];
        }
        this.inOrder = ascending;
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
            JsonToken token = parser.nextToken();
            if (token == JsonToken.START_OBJECT) {
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
            if (token != JsonToken.END_ARRAY) {
                row++;
                throw damage("is not an object");
            }
            ended = true;
            finishFile();
            return false;
        } catch (Malformed e) {
            throw damage(e.what());
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    /** The number of the current row in its file; the first is 1. */
    public long rowNumber() {
        return row;
    }

    private void finishFile() {
        if (parser.nextToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw Damage.in(file.path(), "goes on behind its last row");
        }
        file.compare(entry);
        if (entry.rows() >= 0 && row != entry.rows()) {
            throw Damage.in(file.path(), "has " + row + " rows, but had " + entry.rows() + " when it was written");
        }
    }

    private void finishRow() throws Malformed {
        if (!rowIsOpen) {
            return;
        }
        finishValue();
        while (kept == null && nextField()) {
            value.begin();
            value.end();
        }
        kept = null;
        rowIsOpen = false;
    }

    private void finishValue() throws Malformed {
        if (valueIsOpen) {
            value.end();
            valueIsOpen = false;
        }
    }

    /** Moves to the name of the next field; returns false where the row ends, and where it stops being in order. */
    private boolean nextField() throws Malformed {
        JsonToken token = parser.nextToken();
        if (token == JsonToken.END_OBJECT) {
            if (field < names.length) {
                throw damage("lacks the column " + names[field]);
            }
            return false;
        }
        if (field < names.length && parser.currentName().equals(names[field])) {
            field++;
            return true;
        }
        keepFrom();
        return false;
    }

    /** Keeps what is left of the row, the parser standing before the next field. */
    private void keepRest() throws Malformed {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            kept = new KeptValue[names.length];
            complete();
            return;
        }
        keepFrom();
    }

    /** Keeps what is left of the row, the parser standing on the name of a field. */
    private void keepFrom() throws Malformed {
        kept = new KeptValue[names.length];
        do {
            String name = parser.currentName();
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
        } while (parser.nextToken() != JsonToken.END_OBJECT);
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
            while (kept == null && nextField()) {
                Kind kind = value.begin();
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
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    /** Reads the current value to its end, to see whether it can be read. */
    void checkValue() {
        if (current != null) {
            return; // what was kept was read
        }
        try {
            value.check();
        } catch (JacksonException e) {
            throw damage(e);
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
        try {
            String text = current == null ? value.text() : current.text();
            Kind kind = current == null ? value.kind() : current.kind();
            return kind == Kind.DATETIME ? zones.repair(wanted[asked - 1], text) : text;
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    @Override
    public byte[] bytes() {
        try {
            return current == null ? value.bytes() : current.bytes();
        } catch (JacksonException e) {
            throw damage(e);
        }
    }

    private DbRestoreException damage(String what) {
        return Damage.in(file.path(), where() + " " + what);
    }

    private DbRestoreException damage(JacksonException exception) {
        return Damage.of(file.path(), where(), exception);
    }

    private String where() {
        return String.format(Locale.ROOT, "row %,d", Math.max(row, 1));
    }

    @Override
    public void close() {
        file.close();
    }
}
