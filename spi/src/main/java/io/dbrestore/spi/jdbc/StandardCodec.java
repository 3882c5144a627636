package io.dbrestore.spi.jdbc;

import static java.sql.Types.BIGINT;
import static java.sql.Types.BINARY;
import static java.sql.Types.BIT;
import static java.sql.Types.BLOB;
import static java.sql.Types.BOOLEAN;
import static java.sql.Types.CHAR;
import static java.sql.Types.CLOB;
import static java.sql.Types.DATE;
import static java.sql.Types.DECIMAL;
import static java.sql.Types.DOUBLE;
import static java.sql.Types.FLOAT;
import static java.sql.Types.INTEGER;
import static java.sql.Types.LONGNVARCHAR;
import static java.sql.Types.LONGVARBINARY;
import static java.sql.Types.LONGVARCHAR;
import static java.sql.Types.NCHAR;
import static java.sql.Types.NCLOB;
import static java.sql.Types.NUMERIC;
import static java.sql.Types.NVARCHAR;
import static java.sql.Types.REAL;
import static java.sql.Types.SMALLINT;
import static java.sql.Types.TIME;
import static java.sql.Types.TIMESTAMP;
import static java.sql.Types.TIMESTAMP_WITH_TIMEZONE;
import static java.sql.Types.TIME_WITH_TIMEZONE;
import static java.sql.Types.TINYINT;
import static java.sql.Types.VARBINARY;
import static java.sql.Types.VARCHAR;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import io.dbrestore.spi.ValueWriter;
import java.math.BigDecimal;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAccessor;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The codecs of {@link JdbcDialect}, one for each way in which JDBC carries the types of {@link java.sql.Types}. A
 * value that is not of the kind which a codec writes is bound as text or bytes, for the database to convert or to
 * refuse.
 */
public enum StandardCodec implements Codec {
    TRUTH(Kind.BOOLEAN, BIT, BOOLEAN) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            boolean truth = row.getBoolean(index);
            if (row.wasNull()) {
                value.writeNull();
            } else {
                value.writeBoolean(truth);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setBoolean(index, value.booleanValue());
        }
    },
    INTEGRAL(Kind.INTEGER, TINYINT, SMALLINT, INTEGER) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            long number = row.getLong(index);
            if (row.wasNull()) {
                value.writeNull();
            } else {
                value.writeInteger(number);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setLong(index, value.longValue());
        }
    },
    LONG(Kind.INTEGER, BIGINT) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            long number = row.getLong(index);
            if (row.wasNull()) {
                value.writeNull();
            } else {
                value.writeBigint(number);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setLong(index, value.longValue());
        }
    },
    SINGLE(Kind.FLOAT, REAL) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            float number = row.getFloat(index);
            if (row.wasNull()) {
                value.writeNull();
            } else {
                value.writeFloat(number);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setFloat(index, Float.parseFloat(value.text())); // by way of a double it would be rounded twice
        }
    },
    FLOATING(Kind.FLOAT, FLOAT, DOUBLE) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            double number = row.getDouble(index);
            if (row.wasNull()) {
                value.writeNull();
            } else {
                value.writeDouble(number);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setDouble(index, value.doubleValue());
        }
    },
    EXACT(Kind.DECIMAL, NUMERIC, DECIMAL) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            BigDecimal number = row.getBigDecimal(index);
            if (number == null) {
                value.writeNull();
            } else {
                value.writeDecimal(number.toPlainString());
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setBigDecimal(index, new BigDecimal(value.text()));
        }
    },
    TEXT(Kind.TEXT, CHAR, VARCHAR, LONGVARCHAR, NCHAR, NVARCHAR, LONGNVARCHAR, CLOB, NCLOB) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            String text = row.getString(index);
            if (text == null) {
                value.writeNull();
            } else {
                value.writeText(text);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setString(index, value.text());
        }
    },
    OCTETS(Kind.BYTES, BINARY, VARBINARY, LONGVARBINARY, BLOB) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            byte[] bytes = row.getBytes(index);
            if (bytes == null) {
                value.writeNull();
            } else {
                value.writeBytes(bytes);
            }
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setBytes(index, value.bytes());
        }
    },
    DAY(Kind.DATETIME, DATE) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            writeDatetime(row.getObject(index, LocalDate.class), DateTimeFormatter.ISO_LOCAL_DATE, value);
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, LocalDate.parse(value.text()));
        }
    },
    CLOCK(Kind.DATETIME, TIME) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            writeDatetime(row.getObject(index, LocalTime.class), DateTimeFormatter.ISO_LOCAL_TIME, value);
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, LocalTime.parse(value.text()));
        }
    },
    ZONED_CLOCK(Kind.DATETIME, TIME_WITH_TIMEZONE) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            writeDatetime(row.getObject(index, OffsetTime.class), DateTimeFormatter.ISO_OFFSET_TIME, value);
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, OffsetTime.parse(value.text()));
        }
    },
    LOCAL_MOMENT(Kind.DATETIME, TIMESTAMP) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            writeDatetime(row.getObject(index, LocalDateTime.class), DateTimeFormatter.ISO_LOCAL_DATE_TIME, value);
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, LocalDateTime.parse(value.text()));
        }
    },
    MOMENT(Kind.DATETIME, TIMESTAMP_WITH_TIMEZONE) {
        @Override
        public void encode(ResultSet row, int index, ValueWriter value) throws SQLException {
            writeDatetime(row.getObject(index, OffsetDateTime.class), DateTimeFormatter.ISO_OFFSET_DATE_TIME, value);
        }

        @Override
        void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException {
            statement.setObject(index, OffsetDateTime.parse(value.text()));
        }
    };

    private final Kind kind;

    @SuppressWarnings("ImmutableEnumChecker") // a Set.of, which is immutable though its type does not say so
    private final Set<Integer> jdbcTypes;

    StandardCodec(Kind kind, Integer... jdbcTypes) {
        this.kind = kind;
        this.jdbcTypes = Set.of(jdbcTypes);
    }

    @Override
    public boolean handles(Dialect dialect, Column column) {
        return jdbcTypes.contains(column.jdbcType());
    }

    @Override
    public void decode(ValueReader value, Kind actual, PreparedStatement statement, int index) throws SQLException {
        if (actual == kind) {
            bind(value, statement, index);
        } else if (actual == Kind.BYTES || actual == Kind.UNDECODABLE_TEXT) {
            statement.setBytes(index, value.bytes());
        } else {
            statement.setString(index, value.text());
        }
    }

    /** Binds a value of the kind that this codec writes. */
    abstract void bind(ValueReader value, PreparedStatement statement, int index) throws SQLException;

    /** Unlike {@code toString}, a formatter prints the seconds also where they are zero. */
    private static void writeDatetime(@Nullable TemporalAccessor moment, DateTimeFormatter format, ValueWriter value) {
        if (moment == null) {
            value.writeNull();
        } else {
            value.writeDatetime(format.format(moment));
        }
    }
}
