package io.dbrestore.engine.restore;

import io.dbrestore.spi.ValueReader;

/** A row of the dump as a staging table takes it: its number and its state come first. */
final class StagedRow implements ValueReader {

    private final ValueReader row;
    private long rowNumber;
    private int position;

    StagedRow(ValueReader row) {
        this.row = row;
    }

    /** Stands before the first value of the row of that number. */
    void restart(long number) {
        rowNumber = number;
        position = 0;
    }

    @Override
    public Kind next() {
        position++;
        return position <= 2 ? Kind.INTEGER : row.next();
    }

    @Override
    public long longValue() {
        return switch (position) {
            case 1 -> rowNumber;
            case 2 -> Staging.NEW;
            default -> row.longValue();
        };
    }

    @Override
    public boolean booleanValue() {
        return row.booleanValue();
    }

    @Override
    public double doubleValue() {
        return position <= 2 ? longValue() : row.doubleValue();
    }

    @Override
    public String text() {
        return position <= 2 ? Long.toString(longValue()) : row.text();
    }

    @Override
    public byte[] bytes() {
        return row.bytes();
    }
}
