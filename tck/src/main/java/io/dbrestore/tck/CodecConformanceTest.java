package io.dbrestore.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.dbrestore.spi.Codec;
import io.dbrestore.spi.Column;
import io.dbrestore.spi.Dialect.Purpose;
import io.dbrestore.spi.Table;
import io.dbrestore.spi.ValueReader;
import io.dbrestore.spi.ValueReader.Kind;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The rules for a codec, on a database of a dialect that it is for. {@link #samples} are the values that it carries. */
public abstract class CodecConformanceTest extends ConformanceFixture {

    protected abstract Codec codec();

    /** Values of the types that the codec handles. */
    @Override
    protected abstract List<Sample> samples();

    @TestFactory
    @DisplayName("each value is written as exactly one, NULL as null, and comes back the same")
    Stream<DynamicTest> valuesComeBack() {
        return samples().stream().map(sample -> dynamicTest(sample.toString(), () -> comesBack(sample)));
    }

    private void comesBack(Sample sample) throws SQLException {
        TestDatabase.empty(opened());
        for (String name : List.of("source", "target")) {
            execute("CREATE TABLE " + quote(name) + " (" + quote("id") + " INTEGER PRIMARY KEY, " + quote("v") + " "
                    + sample.type() + ")");
        }
        insert(quote("source"), sample);
        Table source = table("source");
        Column column = source.columns().get(1);
        assertThat(codec().handles(dialect(), column))
                .as("it handles %s", column)
                .isTrue();
        committing(Purpose.RESTORE, () -> copy(sample));

        String same = dialect().sql().sameRow("t", "s", List.of(column));
        assertThat(query("SELECT COUNT(*) FROM " + quote("source") + " t JOIN " + quote("target") + " s ON t."
                        + quote("id") + " = s." + quote("id") + " WHERE " + same))
                .as("values that came back the same")
                .containsExactly(String.valueOf(sample.values().size()));
    }

    private void copy(Sample sample) throws SQLException {
        String insert = "INSERT INTO " + quote("target") + " VALUES (?, ?)";
        try (PreparedStatement select =
                        connection().prepareStatement("SELECT * FROM " + quote("source") + " ORDER BY " + quote("id"));
                ResultSet rows = select.executeQuery();
                PreparedStatement statement = connection().prepareStatement(insert)) {
            while (rows.next()) {
                RecordedRow row = new RecordedRow();
                codec().encode(rows, 2, row);
                assertThat(row.values()).as("values written for one").hasSize(1);
                ValueReader reader = row.reader();
                Kind kind = reader.next();
                boolean isNull = sample.values().get(rows.getInt(1) - 1) == null;
                assertThat(kind == Kind.NULL).as("NULL is null").isEqualTo(isNull);
                statement.setInt(1, rows.getInt(1));
                if (isNull) {
                    statement.setNull(2, table("target").columns().get(1).jdbcType());
                } else {
                    codec().decode(reader, kind, statement, 2);
                }
                statement.executeUpdate();
            }
        }
    }
}
