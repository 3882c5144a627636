package io.dbrestore.dialect.mysql.rows;

import io.dbrestore.dialect.mysql.driver.DriverAccess;
import io.dbrestore.spi.Codecs;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueWriter;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** Reads the values of one column. */
interface ColumnReader {

    /** What is selected for it. */
    List<String> expressions();

    /**
     * Writes the value of the current row.
     *
     * @param index where the first of the expressions is
     */
    void copyTo(ResultSet row, int index, ValueWriter values) throws SQLException;

    static ColumnReader of(Dialect dialect, DriverAccess driver, Column column, Codecs plugins) {
        String name = dialect.sql().quote(column.name());
        return plugins.of(dialect, column)
                .<ColumnReader>map(codec -> new PluginReader(codec, name))
                .orElseGet(() -> own(driver, ValueType.of(column), name));
    }

    private static ColumnReader own(DriverAccess driver, ValueType type, String name) {
        String text = driver.asText(name);
        return switch (type.kind()) {
            case INTEGER -> new PlainReader(text, ServerText::integer);
            case BIGINT -> new PlainReader(text, ServerText::bigint);
            case DECIMAL -> new PlainReader(text, ServerText::decimal);
            // As a double all digits come; a sum with zero would lose the sign of a zero.
            case FLOAT -> new PlainReader(driver.asText(name + " * 1e0"), ServerText::floating);
            case DOUBLE -> new PlainReader(driver.asText(name + " * 1e0"), ServerText::doubleFloating);
            case BIT -> new PlainReader(name, ServerText::bits);
            case DATE -> new PlainReader(text, ServerText::date);
            case DATETIME -> new PlainReader(text, ServerText::datetime);
            case TIMESTAMP -> new PlainReader(text, ServerText::timestamp);
            case JSON -> new PlainReader(text, ServerText::json);
            case BYTES -> new PlainReader(name, (bytes, values) -> values.writeBytes(bytes));
            case OTHER -> new PlainReader(text, ServerText::text);
            case TEXT -> text(type, name);
            case ENUM -> new LabelReader(label(type, name), driver.asText(name + " + 0"), false);
            case SET -> new LabelReader(label(type, name), driver.asText(name + " + 0"), true);
        };
    }

    /** Always by the server, so that its commas are commas. */
    private static ColumnReader label(ValueType type, String name) {
        return type.isUtf8()
                ? new PlainReader(name, ServerText::text)
                : new ConvertedTextReader(name, type.characterSet());
    }

    private static ColumnReader text(ValueType type, String name) {
        return switch (type.characterSet()) {
            case "utf16", "utf16le", "utf32", "ucs2" -> new UnicodeTextReader(name, type.characterSet());
            default -> label(type, name);
        };
    }
}
